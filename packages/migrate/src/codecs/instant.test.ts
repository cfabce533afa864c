import { describe, expect, test } from "vitest";
import { Repair } from "./codec.ts";
import { instant } from "./instant.ts";

const codec = instant();
const iso = (value: Parameters<typeof codec.decode>[0]) => {
  const decoded = codec.decode(value);
  if (decoded instanceof Repair) return `${decoded.reason} ${decoded.value.toISOString()}`;
  return decoded instanceof Date ? decoded.toISOString() : "refused";
};

describe("instant", () => {
  test.each([
    ["2026-11-20 23:32:42", "2026-11-20T23:32:42.000Z"],
    ["2026-11-20T23:32:42.123Z", "2026-11-20T23:32:42.123Z"],
    ["2026-11-20T23:32:42.123456+02:00", "2026-11-20T21:32:42.123Z"],
    ["2026-11-20 23:32", "2026-11-20T23:32:00.000Z"],
    ["2026-11-20", "2026-11-20T00:00:00.000Z"],
    [" 2026-11-20 23:32:42 ", "2026-11-20T23:32:42.000Z"],
    ["2026-11-20T23:32:42-0530", "2026-11-21T05:02:42.000Z"],
    ["0050-01-01 00:00:00", "0050-01-01T00:00:00.000Z"],
    ["9999-12-31 23:59:59", "9999-12-31T23:59:59.000Z"],
  ])("reads %s", (text, expected) => expect(iso(text)).toBe(expected));

  test.each([
    ["2026-02-30 00:00:00", "no-such-day 2026-03-02T00:00:00.000Z"],
    ["2026-02-28 24:00:00", "no-such-day 2026-03-01T00:00:00.000Z"],
    ["0000-01-01 00:00:00", "not-a-date 1970-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59-01:00", "not-a-date 1970-01-01T00:00:00.000Z"],
    ["05/13/2026", "not-a-date 1970-01-01T00:00:00.000Z"],
    ["", "not-a-date 1970-01-01T00:00:00.000Z"],
    [null, "missing-date 1970-01-01T00:00:00.000Z"],
    [Buffer.from("2026-01-01"), "not-a-date 1970-01-01T00:00:00.000Z"],
    [1_777_957_505n, "date-as-number 2026-05-05T05:05:05.000Z"],
    [1_777_957_505_123n, "date-as-number 2026-05-05T05:05:05.123Z"],
    [1_777_957_505.5, "date-as-number 2026-05-05T05:05:05.500Z"],
    [Infinity, "not-a-date 1970-01-01T00:00:00.000Z"],
  ])("repairs %s", (value, expected) => expect(iso(value)).toBe(expected));

  test("writes what CURRENT_TIMESTAMP of SQLite would have written", () => {
    expect(codec.encode(new Date("2026-01-02T03:04:05.678Z"))).toBe("2026-01-02 03:04:05");
  });
});
