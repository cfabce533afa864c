import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RawText } from "../values/source-value.ts";
import { Refusal, Repair } from "./codec.ts";
import { optionalText, requiredText, text } from "./text.ts";

describe("text", () => {
  test.each([
    [null, "", "missing-text"],
    [42n, "42", "not-text"],
    [1.5, "1.5", "not-text"],
    [Buffer.from("é"), "é", "not-text"],
    [new RawText(Buffer.from([0x43, 0xe9])), "C\uFFFD", "invalid-utf8"],
    ["a\0b", "a\uFFFDb", "nul-in-text"],
  ])("N05 makes %s fit both databases", (value, expected, reason) => {
    expect(text().decode(value)).toEqual(new Repair(expected, reason));
  });

  test("leaves everything else alone", () => {
    for (const value of ["", "  padded  ", "<b>ñ</b>", "[object Object]", "🍜"]) expect(text().decode(value)).toBe(value);
    expect(optionalText().decode(null)).toBeNull();
  });

  test("cuts to a number of bytes without cutting a character in two", () => {
    expect(text({ maxBytes: 5 }).decode("ab🍜cd")).toEqual(new Repair("ab", "text-too-long"));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), fc.integer({ min: 1, max: 12 }), (value, maxBytes) => {
        const decoded = text({ maxBytes }).decode(value);
        if (decoded instanceof Refusal) return false;
        const kept = decoded instanceof Repair ? decoded.value : decoded;
        return Buffer.byteLength(kept) <= maxBytes && value.replaceAll("\0", "\uFFFD").startsWith(kept) && kept.isWellFormed();
      }),
    );
  });

  test("refuses a row that cannot be without it", () => {
    expect(requiredText().decode(null)).toBeInstanceOf(Refusal);
  });
});
