import { expect, test } from "vitest";
import { classify } from "./classify.ts";
import type { RawDifference } from "./difference.ts";

const cell = (oldId: string, expected: unknown, found: unknown, column = "c"): RawDifference => ({
  oldId,
  column,
  problem: "changed",
  expected,
  found,
  shows: "value",
});

test.each([
  ["truncated", "Harbour", "Harb"],
  ["changed", "Harbour", "Arbour"],
  ["truncated", "Harbour", ""],
  ["shifted", new Date(0), new Date(3_600_000)],
  ["rounded", 1999, 2000],
  ["rounded", 1999, 1900],
  ["changed", 1999, 2001],
  ["changed", null, "x"],
  ["changed", "x", null],
  ["missing", "x", undefined],
])("a cell is called %s: %s, found %s", (problem, expected, found) => {
  expect(classify([cell("1", expected, found)])[0]?.problem).toBe(problem);
});

test("two cells of one column that have each other's value are swapped", () => {
  const differences = [cell("1", "a", "b"), cell("2", "b", "a"), cell("3", "a", "b", "other")];
  expect(classify(differences).map(({ problem }) => problem)).toEqual(["swapped", "swapped", "changed"]);
});
