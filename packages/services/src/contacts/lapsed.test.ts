import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLapsed, lastLapsedDay } from "./lapsed.ts";

const NOW = new Date("2026-03-02T09:30:00.000Z");

describe("a lapsed customer", () => {
  it("has not ordered for thirty days; a day exactly thirty days ago counts", () => {
    expect(isLapsed("2026-01-30", NOW)).toBe(true);
    expect(isLapsed("2026-01-31", NOW)).toBe(true);
    expect(isLapsed("2026-02-01", NOW)).toBe(false);
    expect(isLapsed("2030-01-01", NOW)).toBe(false);
    expect(isLapsed(null, NOW)).toBe(false);
  });

  it("lapses after midnight, not at it", () => {
    expect(isLapsed("2026-01-31", new Date("2026-03-02T00:00:00.000Z"))).toBe(false);
    expect(isLapsed("2026-01-31", new Date("2026-03-02T00:00:00.001Z"))).toBe(true);
  });

  it("is found by comparing days as text, at any moment", () => {
    const at = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(at, fc.integer({ min: 25, max: 35 }), (now, ago) => {
        const day = new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
        expect(day <= lastLapsedDay(now)).toBe(isLapsed(day, now));
      }),
    );
  });
});
