const DIGITS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The Base64 of crypt(3): three bytes, lowest first, make four digits, lowest first; the last group may be short. */
export function encodeCryptBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    let value = group.reduce((sum, byte, index) => sum | (byte << (8 * index)), 0);
    for (let digit = 0; digit <= group.length; digit += 1) {
      text += DIGITS.charAt(value & 63);
      value >>>= 6;
    }
  }
  return text;
}

/** The value of one digit, 0 to 63, or -1. */
export function cryptBase64Digit(digit: string): number {
  return DIGITS.indexOf(digit);
}
