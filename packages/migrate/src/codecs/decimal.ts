import type { SourceValue } from "../values/source-value.ts";
import { type Codec, Repair } from "./codec.ts";

/** Digits of a plain decimal; the exponent form of very large and small numbers is no amount of money. */
const PLAIN = /^\s*([+-]?)(\d+)(?:\.(\d*))?\s*$/;

/** Rounds half away from zero on the decimal digits, not on the binary fraction: 9.005 is 901 hundredths. */
function toMinorUnits(text: string, digits: number): number | null {
  const [, sign, whole = "", fraction = ""] = PLAIN.exec(text) ?? [];
  if (sign === undefined) return null;
  const padded = fraction.padEnd(digits + 1, "0");
  const minor = BigInt(whole + padded.slice(0, digits)) + (padded.charCodeAt(digits) >= 53 ? 1n : 0n);
  const number = Number(minor);
  if (!Number.isSafeInteger(number)) return null;
  return sign === "-" && number !== 0 ? -number : number;
}

function decimalText(value: SourceValue): string | null {
  return typeof value === "bigint" || typeof value === "number" || typeof value === "string" ? String(value) : null;
}

/** Minor units of which a double shows every digit, so that no other decimal is the same number. */
const MAX_EXACT = 1e15;

/** A decimal amount, in minor units on the new side. What is no amount becomes NULL; surplus digits are rounded. */
export function decimal({ digits }: { digits: number }): Codec<number | null> {
  const scale = 10 ** digits;
  const encode = (minor: number | null): SourceValue => {
    if (minor === null) return null;
    // Both operands are exact, so the quotient is the double nearest to the decimal: what its text would parse to.
    const major = minor / scale;
    return Number.isInteger(major) ? BigInt(major) : major;
  };
  return {
    decode(value) {
      if (value === null) return null;
      const minor = toMinorUnits(decimalText(value) ?? "", digits);
      if (minor === null) return new Repair(null, "not-an-amount");
      return typeof value === "bigint" || Number(value) === minor / scale ? minor : new Repair(minor, "rounded");
    },
    encode,
    isStoredAs(value, stored) {
      if (value === null) return stored === null;
      if (typeof stored !== "number" || !Number.isInteger(stored) || Math.abs(stored) >= MAX_EXACT) return false;
      if (typeof value === "bigint") return value * BigInt(scale) === BigInt(stored);
      return typeof value === "number" && !Number.isInteger(value) && value === stored / scale;
    },
    shows: "value",
    rules: {
      takes: `a decimal amount with ${digits} digits, or NULL`,
      repairs: { "not-an-amount": "NULL", rounded: `the amount, rounded to ${digits} digits` },
      refusals: [],
    },
  };
}
