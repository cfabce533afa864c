import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanName, endingOf } from "./clean-name.ts";

describe("I02 a file's name", () => {
  it.each([
    ["menu.png", "menu.png"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\luigi\\menu.png", "menu.png"],
    ["a\0b.png", "ab.png"],
    ["a\r\nSet-Cookie: x=1.png", "aSet-Cookie: x=1.png"],
    ["invoice\u202egpj.exe", "invoicegpj.exe"],
    ["..", "file"],
    ["", "file"],
    ["///", "file"],
    [" . hidden .", "hidden"],
    ["Men\u0075\u0308 €.png", "Menü €.png"],
    ["\ud800.png", "\ufffd.png"],
    [`${"x".repeat(300)}.png`, `${"x".repeat(196)}.png`],
    [`${"🍕".repeat(300)}`, "🍕".repeat(200)],
  ])("%j is shown as %j", (given, shown) => {
    expect(cleanName(given)).toBe(shown);
  });

  it("never holds a separator, a line break or a mark, is never empty or long, and is clean when cleaned again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
        const name = cleanName(given);
        expect(name).not.toMatch(/[/\\\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect([...name].length).toBeGreaterThan(0);
        expect([...name].length).toBeLessThanOrEqual(200);
        expect(cleanName(name)).toBe(name);
      }),
    );
  });

  it("has its ending in lower case, or none", () => {
    expect(["a.PNG", "a.tar.gz", "a", ".png", "a.", "a.p/g"].map(endingOf)).toEqual(["png", "gz", "", "", "", ""]);
  });
});
