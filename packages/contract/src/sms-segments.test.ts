import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureSms } from "./sms-segments.ts";

describe("the size of a text message", () => {
  it.each([
    ["nothing", "", "GSM-7", 0, 0],
    ["160 plain characters", "a".repeat(160), "GSM-7", 160, 1],
    ["161 plain characters", "a".repeat(161), "GSM-7", 161, 2],
    ["306, two full segments", "a".repeat(306), "GSM-7", 306, 2],
    ["307", "a".repeat(307), "GSM-7", 307, 3],
    ["signs of the basic alphabet", "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\r\n", "GSM-7", 44, 1],
    ["signs that take an escape", "^{}\\[~]|€", "GSM-7", 18, 1],
    ["80 euro signs", "€".repeat(80), "GSM-7", 160, 1],
    ["81 euro signs, of which one is not split", "€".repeat(81), "GSM-7", 162, 2],
    ["an escape at the edge of a segment", `${"a".repeat(152)}€${"a".repeat(8)}`, "GSM-7", 162, 2],
    ["two escapes that do not fit the second", `${"a".repeat(152)}${"€".repeat(77)}`, "GSM-7", 306, 3],
    ["a letter outside the alphabet", "ç", "UCS-2", 1, 1],
    ["a curly apostrophe", "It’s on us", "UCS-2", 10, 1],
    ["70 of them", "ж".repeat(70), "UCS-2", 70, 1],
    ["71 of them", "ж".repeat(71), "UCS-2", 71, 2],
    ["35 emoji", "🦪".repeat(35), "UCS-2", 70, 1],
    ["36 emoji, of which none is split", "🦪".repeat(36), "UCS-2", 72, 2],
    ["an emoji at the edge of a segment", `${"ж".repeat(66)}🦪${"ж".repeat(4)}`, "UCS-2", 72, 2],
    ["emoji that need a third for it", `${"ж".repeat(66)}${"🦪".repeat(34)}`, "UCS-2", 134, 3],
  ] as const)("%s", (_, text, encoding, units, segments) => {
    expect(measureSms(text)).toEqual({ encoding, units, segments });
  });

  it("knows the 127 signs of the basic alphabet and the ten of its extension, and no other", () => {
    const sizes = Array.from({ length: 0xd800 }, (_, code) => measureSms(String.fromCharCode(code)));
    const widths = sizes.filter(({ encoding }) => encoding === "GSM-7").map(({ units }) => units);
    expect([1, 2].map((width) => widths.filter((units) => units === width).length)).toEqual([127, 10]);
  });

  it("never holds more than its segments, and no segment is there for nothing", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "€", "ж", "🦪", "\n"), maxLength: 400 });
    fc.assert(
      fc.property(text, (value) => {
        const { encoding, units, segments } = measureSms(value);
        const [single, chained, loss] = encoding === "GSM-7" ? [160, 153, 1] : [70, 67, 1];
        const capacity = segments <= 1 ? segments * single : segments * chained;
        expect(units).toBeLessThanOrEqual(capacity);
        expect(units).toBeGreaterThan(segments <= 1 ? segments - 1 : (segments - 1) * (chained - loss));
      }),
    );
  });
});
