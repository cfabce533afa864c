import { createTestApp, DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "./job.ts";
import { runDueJobs } from "./run-due-jobs.ts";
import { dueSlot, enqueueScheduled } from "./schedule.ts";

const HOUR = 60 * 60_000;

/** Every instant at which the schedule fires, asked every ten minutes. */
function firings(pattern: string, timeZone: string, from: string, until: string): string[] {
  const found: string[] = [];
  let since = new Date(from);
  for (let now = since.getTime(); now <= Date.parse(until); now += 600_000) {
    const slot = dueSlot({ pattern, timeZone }, since, new Date(now));
    if (!slot) continue;
    found.push(slot.toISOString());
    since = slot;
  }
  return found;
}

describe("K04 a schedule", () => {
  it.each([
    // Clocks in New York went from 2:00 to 3:00 on March 8 and from 2:00 back to 1:00 on November 1, 2026.
    ["30 2 * * *", "America/New_York", "2026-03-07T12:00Z", ["2026-03-08T07:00:00.000Z", "2026-03-09T06:30:00.000Z"]],
    ["30 1 * * *", "America/New_York", "2026-10-31T12:00Z", ["2026-11-01T05:30:00.000Z", "2026-11-02T06:30:00.000Z"]],
    ["0 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", ["2026-03-29T01:00:00.000Z", "2026-03-30T00:00:00.000Z"]],
    ["30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", ["2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"]],
    ["30 1 * * *", "Asia/Kolkata", "2026-03-28T12:00Z", ["2026-03-28T20:00:00.000Z", "2026-03-29T20:00:00.000Z"]],
  ])("%s in %s fires once on each day, also on one that has 23 or 25 hours", (pattern, zone, from, expected) => {
    const until = new Date(Date.parse(from) + 46 * HOUR).toISOString();
    expect(firings(pattern, zone, from, until)).toEqual(expected);
  });

  it("of every hour fires in each of the 25", () => {
    expect(firings("0 * * * *", "Europe/Berlin", "2026-10-24T22:00Z", "2026-10-25T23:00Z")).toHaveLength(25);
  });

  it("fires once for all the times that passed while nothing ran, the newest", () => {
    const slot = dueSlot({ pattern: "0 3 * * *", timeZone: "UTC" }, new Date("2026-01-01T12:00Z"), new Date("2026-02-01T12:00Z"));
    expect(slot).toEqual(new Date("2026-02-01T03:00Z"));
  });
});

describe.each(DIALECTS)("K04 scheduled jobs on %s", (dialect) => {
  it("begin when first seen, are added once by ten processes at a time, and do not pile up", async () => {
    await using app = await createTestApp({ dialect });
    const seen: unknown[] = [];
    const daily = defineJob({
      name: "test.daily",
      payload: z.null(),
      cron: { pattern: "0 3 * * *", timeZone: "UTC" },
      run: async (_, payload) => void seen.push(payload),
    });
    const jobs = [daily];
    const ask = () => Promise.all(Array.from({ length: 10 }, () => enqueueScheduled(app.runtime, { jobs })));
    const count = () => app.db.$count(app.db.tables.job);
    await ask();
    expect(await count()).toBe(0);
    app.clock.advance(24 * HOUR);
    await ask();
    await ask();
    expect(await count()).toBe(1);
    app.clock.advance(24 * HOUR);
    await ask();
    expect(await count()).toBe(1);
    await runDueJobs(app.runtime, { jobs });
    app.clock.advance(24 * HOUR);
    await runDueJobs(app.runtime, { jobs });
    expect(seen).toEqual([null, null]);
  });
});
