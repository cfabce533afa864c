import { DEFAULT_QUIET_HOURS } from "@causeway/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextSendTime } from "./quiet-hours.ts";

const next = (at: string, timeZone: string, quietHours = DEFAULT_QUIET_HOURS) =>
  nextSendTime(new Date(at), quietHours, timeZone).toISOString();

describe("quiet hours", () => {
  it.each([
    ["2026-03-02T14:00:00.000Z", "America/New_York", "2026-03-02T14:00:00.000Z"],
    ["2026-03-02T13:59:59.999Z", "America/New_York", "2026-03-02T14:00:00.000Z"],
    ["2026-03-03T02:00:00.000Z", "America/New_York", "2026-03-03T14:00:00.000Z"],
    ["2026-03-03T01:59:59.999Z", "America/New_York", "2026-03-03T01:59:59.999Z"],
    ["2026-03-02T20:00:00.000Z", "Asia/Kathmandu", "2026-03-03T03:15:00.000Z"],
  ])("are of the restaurant's own clock: at %s in %s sending begins at %s", (at, timeZone, expected) => {
    expect(next(at, timeZone)).toBe(expected);
  });

  it("end an hour earlier or later on the days on which the clocks change", () => {
    expect(next("2026-03-08T03:00:00.000Z", "America/New_York")).toBe("2026-03-08T13:00:00.000Z");
    expect(next("2026-11-01T02:00:00.000Z", "America/New_York")).toBe("2026-11-01T14:00:00.000Z");
  });

  it("end after an hour that there is not on that day", () => {
    expect(next("2026-03-08T06:30:00.000Z", "America/New_York", { from: "01:00", until: "02:30" })).toBe(
      "2026-03-08T07:00:00.000Z",
    );
  });

  it("may lie within one day, and may not be there at all", () => {
    expect(next("2026-03-02T12:30:00.000Z", "UTC", { from: "12:00", until: "14:00" })).toBe("2026-03-02T14:00:00.000Z");
    expect(nextSendTime(new Date(5), null, "UTC")).toEqual(new Date(5));
  });

  it("give the first moment after them: never a quiet one, never a later one", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    const zone = fc.constantFrom(
      "UTC",
      "America/New_York",
      "Europe/London",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Pacific/Apia",
    );
    const at = fc.date({ min: new Date("2025-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(at, time, time, zone, (start, from, until, timeZone) => {
        fc.pre(from !== until);
        const quiet = { from, until };
        const found = nextSendTime(start, quiet, timeZone);
        expect(nextSendTime(found, quiet, timeZone)).toEqual(found);
        expect(found >= start).toBe(true);
        const justBefore = found > start ? new Date(found.getTime() - 1) : found;
        expect(nextSendTime(justBefore, quiet, timeZone)).toEqual(found);
      }),
      { numRuns: 1000 },
    );
  });
});
