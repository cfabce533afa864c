import { expect, test } from "vitest";
import {
  CURRENCY_SIGN,
  formatAgo,
  formatAmount,
  formatDay,
  formatDays,
  formatMicros,
  formatRate,
  formatShortAmount,
  formatWholeAmount,
} from "./format.ts";

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

test("amounts have the currency's sign and both digits of its minor unit", () => {
  expect([formatAmount(2500), formatAmount(5), formatAmount(123_456)]).toEqual(["$25.00", "$0.05", "$1,234.56"]);
  expect(CURRENCY_SIGN).toBe("$");
});

test("large amounts go without cents, and on an axis are short", () => {
  expect([formatWholeAmount(0), formatWholeAmount(1234.56)]).toEqual(["$0", "$1,235"]);
  expect([formatShortAmount(0), formatShortAmount(500), formatShortAmount(1500), formatShortAmount(20_000)]).toEqual([
    "$0",
    "$500",
    "$1.5K",
    "$20K",
  ]);
});

test("a small share has one decimal, and the sign without a space", () => {
  expect([formatRate(0.01593), formatRate(0)]).toEqual(["1.6%", "0.0%"]);
});

test("what messages cost is in dollars and cents, and in parts of a cent where it is less than one", () => {
  expect([formatMicros(0), formatMicros(7500), formatMicros(337_500), formatMicros(12_000_000)]).toEqual([
    "$0.00",
    "$0.0075",
    "$0.34",
    "$12.00",
  ]);
});
