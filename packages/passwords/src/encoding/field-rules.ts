import { type Base64Dialect, base64Length, base64Set } from "./base64.ts";

/** What a field of a hash may hold, and what a field may hold in which the value was cut off. */
export interface FieldRule {
  whole: RegExp;
  cut: RegExp;
}

/** A positive whole number without leading zeros, below 10¹⁵ so that it is exact as a number. */
export const COUNT: FieldRule = { whole: /^[1-9]\d{0,14}$/, cut: /^$/ };

/** A salt that the tool uses as it is written, as UTF-8. */
export const TEXT: FieldRule = { whole: /^.+$/s, cut: /^$/ };

export const TEXT_OR_NOTHING: FieldRule = { whole: /^.*$/s, cut: /^$/ };

/** A fixed number of characters of a set (the inside of a character class). */
export function characters({ set, length }: { set: string; length: number }): FieldRule {
  return { whole: new RegExp(`^[${set}]{${length}}$`), cut: new RegExp(`^[${set}]{0,${length - 1}}$`) };
}

/** A number of bytes in lower-case hexadecimal, as every tool here writes it. */
export function hex(bytes: number): FieldRule {
  return characters({ set: "0-9a-f", length: bytes * 2 });
}

/** From `min` to `max` bytes in Base64. `decodeBase64` is what decides: this tells a cut field from a wrong one. */
export function base64({ dialect, min, max = min }: { dialect: Base64Dialect; min: number; max?: number }): FieldRule {
  const set = base64Set(dialect);
  const [least, most] = [min, max].map((bytes) => base64Length({ bytes, dialect }));
  return { whole: new RegExp(`^(?=.{${least},${most}}$)[${set}]*={0,2}$`), cut: new RegExp(`^[${set}]*=?$`) };
}
