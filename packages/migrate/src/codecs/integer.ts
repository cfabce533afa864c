import type { SourceValue } from "../values/source-value.ts";
import { type Codec, Repair } from "./codec.ts";

function wholeNumber(value: SourceValue): number | null {
  const number = typeof value === "string" && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value;
  if (typeof number === "bigint") return Number.isSafeInteger(Number(number)) ? Number(number) : null;
  return typeof number === "number" && Number.isSafeInteger(number) ? (number === 0 ? 0 : number) : null;
}

/** A whole number within 2^53; anything else becomes `otherwise`. */
export function integer({ otherwise }: { otherwise: number }): Codec<number> {
  return {
    decode(value) {
      const number = wholeNumber(value);
      if (number === null) return new Repair(otherwise, value === null ? "missing-number" : "not-a-whole-number");
      return typeof value === "bigint" ? number : new Repair(number, "not-a-whole-number");
    },
    encode: (value) => BigInt(value),
    isStoredAs: (value, stored) => typeof value === "bigint" && Number(value) === stored && Number.isSafeInteger(stored),
    shows: "value",
    rules: {
      takes: "a whole number within 2^53",
      repairs: {
        "missing-number": String(otherwise),
        "not-a-whole-number": `the whole number it stands for, else ${otherwise}`,
      },
      refusals: [],
    },
  };
}
