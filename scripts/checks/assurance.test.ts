import { describe, expect, test } from "vitest";
import { coverageOf } from "../assurance/collect-coverage.ts";
import { findFaults } from "../assurance/find-faults.ts";
import { readTitles } from "../assurance/read-titles.ts";

describe("titles", () => {
  test("are read of tests and groups, in every form", () => {
    const source = `
      describe("A01 group", () => {
        it("plain", () => { run("no title"); });
        it.each([1])("each %s", () => {});
        describe.skipIf(x)(\`of \${name} here\`, () => { test.only("deep", async () => {}); });
        it.each\`a\`("tagged", () => {});
      });
      other("not one");
    `;
    expect(readTitles({ file: "a.test.ts", source })).toEqual(["A01 group", "plain", "each %s", "of … here", "deep", "tagged"]);
  });

  test("give the checks they name, once per file", () => {
    const files = [
      { file: "a.test.ts", titles: ["A01 A02 both", "A01 A02 both", "none AA01 A011"] },
      { file: "b.test.ts", titles: ["about A02"] },
    ];
    expect(coverageOf(files)).toEqual(
      new Map([
        ["A01", new Map([["a.test.ts", ["A01 A02 both"]]])],
        [
          "A02",
          new Map([
            ["a.test.ts", ["A01 A02 both"]],
            ["b.test.ts", ["about A02"]],
          ]),
        ],
      ]),
    );
  });
});

test("a check that lost its test, is not listed, is unknown, unexplained or explained for nothing, is a fault", () => {
  const checks = { A01: "one", A02: "two", A03: "three", A04: "four", A05: "five" };
  const requirements = {
    "1.1.1": { about: "shown", checks: ["A02"] },
    "1.1.2": { about: "not shown", checks: ["A01"] },
    "1.1.3": { about: "explained", checks: [], note: "why" },
  };
  const faults = findFaults({
    checks,
    requirements,
    covered: ["A01", "A02"],
    uncovered: { A04: "why", A02: "no need" },
    named: new Set(["A02", "A03", "Q99"]),
  });
  expect(faults).toEqual([
    "A01 had a test and has none any more",
    "A03 has a test and is not listed",
    "a test names Q99, which is no check",
    "A01 has neither a test nor a reason",
    "A05 has neither a test nor a reason",
    "A02 has a test and a reason to have none",
    "ASVS 1.1.2 is shown by nothing",
  ]);
});
