import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFieldCipher, FieldCipherError } from "./field-cipher.ts";

const [FIRST, SECOND] = ["the first secret, of 32 characters and more", "the second secret, of 32 characters and more"];

describe("encryption of single columns", () => {
  it("gives every text back, and never stores the same value twice", () => {
    const cipher = createFieldCipher(FIRST);
    fc.assert(
      fc.property(
        fc
          .string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) })
          .map((text) => text.toWellFormed()),
        fc.string(),
        (text, record) => {
          const stored = cipher.encrypt("totp_factor.secret", text, record);
          expect(stored).toMatch(/^v1\.[\w-]{8}\.[\w-]{16}\.[\w-]+$/);
          expect(cipher.decrypt("totp_factor.secret", stored, record)).toBe(text);
          expect(cipher.encrypt("totp_factor.secret", text, record)).not.toBe(stored);
        },
      ),
    );
  });

  it("refuses a value of another purpose or another record", () => {
    const cipher = createFieldCipher(FIRST);
    const stored = cipher.encrypt("totp_factor.secret", "JBSWY3DP", "user-1");
    expect(() => cipher.decrypt("signing_key.secret", stored, "user-1")).toThrow(FieldCipherError);
    expect(() => cipher.decrypt("totp_factor.secret", stored, "user-2")).toThrow("belongs to another row");
    expect(() => cipher.decrypt("totp_factor.secret", stored, "")).toThrow(FieldCipherError);
  });

  it("refuses a value in which any character was changed, left out or added", () => {
    const cipher = createFieldCipher(FIRST);
    const stored = cipher.encrypt("totp_factor.secret", "JBSWY3DP", "user-1");
    // The last character of base64url may carry bits that do not count.
    const positions = Array.from({ length: stored.length - 1 }, (_, index) => index).filter((index) => stored[index + 1] !== ".");
    for (const index of positions) {
      const other = stored[index] === "A" ? "B" : "A";
      const changed = stored.slice(0, index) + other + stored.slice(index + 1);
      expect(() => cipher.decrypt("totp_factor.secret", changed, "user-1"), `position ${index}`).toThrow(FieldCipherError);
    }
    for (const wrong of ["", "v1", "JBSWY3DP", stored.slice(0, -2), `${stored}.x`, stored.replace("v1", "v2")]) {
      expect(() => cipher.decrypt("totp_factor.secret", wrong, "user-1"), wrong).toThrow(FieldCipherError);
    }
  });

  it("reads values of earlier secrets and writes with the current one", () => {
    const old = createFieldCipher(FIRST);
    const stored = old.encrypt("totp_factor.secret", "JBSWY3DP", "user-1");
    const rotated = createFieldCipher(SECOND, [FIRST]);
    expect(rotated.decrypt("totp_factor.secret", stored, "user-1")).toBe("JBSWY3DP");
    expect(stored.startsWith(rotated.currentPrefix)).toBe(false);
    expect(rotated.encrypt("totp_factor.secret", "x", "user-1").startsWith(rotated.currentPrefix)).toBe(true);
  });

  it("names the setting that is missing when a secret was replaced without keeping the old one", () => {
    const stored = createFieldCipher(FIRST).encrypt("totp_factor.secret", "JBSWY3DP", "user-1");
    expect(() => createFieldCipher(SECOND).decrypt("totp_factor.secret", stored, "user-1")).toThrow("AUTH_SECRET_PREVIOUS");
  });
});
