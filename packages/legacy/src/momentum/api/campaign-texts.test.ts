import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adLength, adText, oldPromoCode, smsCost, smsTemplate, writeOldAd, writeOldSms } from "./campaign-texts.ts";

const word = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !text.includes("\n"));

describe("texts of the old campaigns", () => {
  it("an ad is an emoji with a headline, lines, and a call, and names restaurant, item and offer between them", () => {
    const seen = new Set<string>();
    const property = fc.property(word, word, word, (restaurantName, itemToPromote, offer) => {
      const ad = writeOldAd({ restaurantName, itemToPromote, offer });
      const parts = adText(ad).split("\n\n");
      expect(parts.length).toBe(3);
      expect(parts[0]).toMatch(/^\p{Extended_Pictographic} /u);
      for (const text of [restaurantName, itemToPromote, offer]) expect(adText(ad)).toContain(text);
      expect(adLength(ad)).toBe(adText(ad).length - 4);
      seen.add(ad.callToAction);
    });
    fc.assert(property);
    expect(seen.size).toBe(3);
  });

  it("the same request is worded the same way at every call", () => {
    const ad = { restaurantName: "Blue Fig", itemToPromote: "Fig Tart", offer: "Free espresso" };
    expect(writeOldAd(ad)).toEqual(writeOldAd({ ...ad }));
    const sms = { restaurantName: "Blue Fig", offer: "Free espresso", offerCode: "FIG" };
    expect(writeOldSms(sms, "Ana")).toBe(writeOldSms({ ...sms }, "Ana"));
  });

  it("lists are joined by commas, numbers and objects become text", () => {
    const ad = writeOldAd({ restaurantName: ["Alpha", "Beta"], itemToPromote: "Tart", offer: { a: 1 } });
    expect(adText(ad)).toContain("Alpha,Beta");
    expect(adText(ad)).toContain("[object Object]");
    expect(writeOldSms({ restaurantName: 7, offer: 8, offerCode: 9 }, "Sarah")).toMatch(/Sarah.*7.*8.*9/);
  });

  it("a message is cut to 160 UTF-16 units, even within a character", () => {
    const facts = { restaurantName: "R", offer: "🍜".repeat(100), offerCode: "C" };
    const lengths = ["Ana", "Anna", "Annan"].map((name) => {
      const text = writeOldSms(facts, name);
      expect(text.endsWith("...")).toBe(true);
      expect(text).toHaveLength(160);
      return /[\ud800-\udbff]\.\.\.$/.test(text);
    });
    expect(new Set(lengths).size).toBe(2);
    const short = writeOldSms({ ...facts, offer: "x" }, "Ana");
    expect(short.length).toBeLessThan(160);
    expect(short).not.toMatch(/\.\.\.$/);
  });

  it("a template says the same with places for name, restaurant and offer, and the code as it was typed", () => {
    const facts = { restaurantName: "R", offer: "O", offerCode: "Save 20!" };
    const filled = smsTemplate(facts).replace("{name}", "Ana").replace("{restaurant}", "R").replace("{offer}", "O");
    expect(filled).toBe(writeOldSms(facts, "Ana"));
  });

  it.each([
    ["Clam Chowder", "2026-11-20T23:59:59Z", 1, "CLAMCHSAT"],
    ["Clam Chowder", "2026-11-20T23:59:59Z", 0, "CLAMCHFRI"],
    ["Fish & Chips 2.0", "2026-11-21T00:00:00Z", 1, "FISHCHSUN"],
    ["soup", "2026-11-22T12:00:00Z", 1, "SOUPMON"],
    ["123 ñ", "2026-11-23T12:00:00Z", 1, "TUE"],
    ["añb", "2026-11-24T12:00:00Z", 1, "ABWED"],
    ["soup", "2026-11-25T12:00:00Z", 1, "SOUPTHU"],
    ["soup", "2026-11-26T12:00:00Z", 1, "SOUPFRI"],
  ])("the code of %s on %s, %i day late, is %s", (item, at, daysLate, code) => {
    expect(oldPromoCode(item, { at: new Date(at), daysLate })).toBe(code);
  });

  it("costs have four decimals", () => {
    expect([0, 1, 2, 3, 1000].map(smsCost)).toEqual(["0.0000", "0.0075", "0.0150", "0.0225", "7.5000"]);
  });
});
