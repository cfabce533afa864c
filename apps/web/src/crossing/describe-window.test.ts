import { describe, expect, it } from "vitest";
import { describeEnd, describeUse } from "./describe-window.ts";

const day = { day: "2026-03-01", accepted: 0, exchanged: 0, closed: 0, refused: 5 };
const used = { ...day, exchanged: 1 };
/** Sixty days, the last `quiet` of them without an old token. */
const after = (quiet: number) => Array.from({ length: 60 }, (_, index) => (index === 59 - quiet ? used : day));

describe("a window for old tokens in words", () => {
  it.each<[number, boolean, string]>([
    [0, true, "Old tokens still come today."],
    [1, true, "No old token for 1 day. Wait until it is 14 days."],
    [13, true, "No old token for 13 days. Wait until it is 14 days."],
    [14, true, "No old token for 14 days: the window can be closed."],
    [60, true, "No old token in the last 60 days. The window can be closed."],
    [0, false, "People with old tokens still come today, and have to sign in again."],
    [20, false, "No old token for 20 days."],
    [60, false, "No old token in the last 60 days."],
  ])("after %i quiet days, open: %s", (quiet, isOpen, words) => {
    expect(describeUse({ daily: after(quiet), isOpen })).toBe(words);
  });

  it("says how long it is still open", () => {
    const open = { isOpen: true, hasSecret: true };
    expect(describeEnd({ ...open, until: null, daysLeft: null })).toBe("Open without an end");
    expect(describeEnd({ ...open, until: "2026-03-31", daysLeft: 1 })).toMatch(/^Open until .*31.*, 1 day left$/);
    expect(describeEnd({ isOpen: false, hasSecret: true, until: "2026-03-31", daysLeft: 0 })).toMatch(
      /^Closed since the end of .*31/,
    );
    expect(describeEnd({ isOpen: false, hasSecret: false, until: null, daysLeft: null })).toBe("Not set up");
  });
});
