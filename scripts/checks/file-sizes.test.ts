import { expect, test } from "vitest";
import { findSizeFaults, parseList, quantile } from "./file-sizes.ts";

const LIST = "| file | reason |\n| --- | --- |\n| `a.ts` | one table of facts |\n| `b.ts` | |\n";

test("the list is read row by row, with or without a reason", () => {
  expect([...parseList(LIST)]).toEqual([
    ["a.ts", "one table of facts"],
    ["b.ts", ""],
  ]);
});

test("a file of 501 lines has to be listed and one of 500 must not", () => {
  const sizes = [
    { file: "a.ts", lines: 501 },
    { file: "c.ts", lines: 500 },
  ];
  expect(findSizeFaults({ sizes, listed: new Map() })).toEqual(["a.ts has 501 lines and is not in docs/large-files.md"]);
  expect(findSizeFaults({ sizes, listed: new Map([["a.ts", "facts"]]) })).toEqual([]);
  expect(findSizeFaults({ sizes, listed: new Map([["a.ts", ""]]) })).toHaveLength(1);
  const both = new Map([
    ["a.ts", "facts"],
    ["c.ts", "facts"],
  ]);
  expect(findSizeFaults({ sizes, listed: both })).toEqual(["docs/large-files.md lists c.ts, which is gone or not large"]);
});

test("the median and the ninetieth percentile are values of the list", () => {
  const values = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6];
  expect([quantile(values, 0.5), quantile(values, 0.9), quantile([], 0.5)]).toEqual([5, 9, 0]);
});
