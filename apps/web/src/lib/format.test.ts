import { expect, test } from "vitest";
import { formatAgo, formatAmount, formatDay, formatDays } from "./format.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const ago = (milliseconds: number) => formatAgo(new Date(NOW.getTime() - milliseconds), NOW);

test("a moment is told in the largest unit that is over", () => {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  expect([ago(5_000), ago(minute), ago(59 * minute), ago(3 * hour), ago(day), ago(6 * day)]).toEqual([
    "just now",
    "1 minute ago",
    "59 minutes ago",
    "3 hours ago",
    "yesterday",
    "6 days ago",
  ]);
});

test("what is more than a week away is told by its date", () => {
  expect(ago(8 * 86_400_000)).toContain("2026");
});

test("days are UTC days, wherever the reader is", () => {
  expect(formatDay("2026-11-21")).toContain("21");
  expect(formatDays([{ day: "2026-11-15" }, { day: "2026-11-21" }])).toMatch(/15.+21/);
  expect(formatDays([])).toBe("");
});

test("amounts have both digits of the minor unit", () => {
  expect([formatAmount(2500), formatAmount(5), formatAmount(123_456)]).toEqual(["25.00", "0.05", "1,234.56"]);
});
