import { expect, test } from "vitest";
import { findSuppressions } from "./suppressions.ts";

// Put together here, so that this file has none itself.
const COMMENT = "/".repeat(2);

test.each(["eslint-disable-next-line no-console", "oxlint-disable-line", "@ts-ignore", "@ts-nocheck", "prettier-ignore"])(
  "%s is found",
  (directive) => {
    expect(findSuppressions("a.ts", `const a = 1;\n${COMMENT} ${directive}\n`)).toEqual([`a.ts:2: ${COMMENT} ${directive}`]);
  },
);

test("a comment about them is none", () => {
  expect(findSuppressions("a.ts", `${COMMENT} there is no eslint-disable here`)).toEqual([]);
});
