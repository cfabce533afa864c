import { equalsNumber, type SourceValue } from "../values/source-value.ts";
import { type Codec, Repair } from "./codec.ts";

/** A boolean, stored as 0 and 1. `isTrue` is the old system's own rule for everything that some client managed to store. */
export function flag({ isTrue }: { isTrue: (value: SourceValue) => boolean }): Codec<boolean> {
  return {
    decode(value) {
      const decoded = isTrue(value);
      return value === 0n || value === 1n ? decoded : new Repair(decoded, "not-a-flag");
    },
    encode: (value) => (value ? 1n : 0n),
    isStoredAs(value, stored) {
      if (value !== 0n && value !== 1n) return false;
      return stored === Number(value) && isTrue(value) === (value === 1n);
    },
    shows: "value",
    rules: { takes: "0 or 1", repairs: { "not-a-flag": "what the old server took it for: 0 or 1" }, refusals: [] },
  };
}

/** False for 0 alone: NULL, text and all other numbers are true. */
export const isNotZero = (value: SourceValue): boolean => !equalsNumber(value, 0);
/** True for 1 alone. */
export const isOne = (value: SourceValue): boolean => equalsNumber(value, 1);
