/** Text of the source whose bytes are not valid UTF-8 (RFC 3629), kept as they are. */
export class RawText {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Readable, with U+FFFD in place of what is no character. */
  toString(): string {
    return Buffer.from(this.bytes).toString("utf8");
  }
}

/**
 * One cell of an old database with its storage class: NULL, integer (`bigint`), floating point (`number`), text, text
 * that is not UTF-8, bytes. `1` and `1.0` are different values here.
 */
export type SourceValue = null | bigint | number | string | RawText | Uint8Array;

/** True when both have the same storage class and the same bytes. */
export function isSameValue(left: SourceValue, right: SourceValue): boolean {
  if (left === right) return left !== 0 || Object.is(left, right);
  if (left instanceof RawText && right instanceof RawText) return Buffer.compare(left.bytes, right.bytes) === 0;
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0;
  return typeof left === "number" && Object.is(left, right);
}

/** True when SQL would say the value equals this number, whatever its storage class. */
export function equalsNumber(value: SourceValue, number: number): boolean {
  return (typeof value === "bigint" || typeof value === "number") && Number(value) === number;
}
