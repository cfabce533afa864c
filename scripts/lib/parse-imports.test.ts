import { expect, test } from "vitest";
import { parseImports } from "./parse-imports.ts";

test.each([
  ['import { a } from "m";', false],
  ['import type { A } from "m";', true],
  ['import { type A } from "m";', true],
  ['import { type A, b } from "m";', false],
  ['import "m";', false],
  ['export * from "m";', false],
  ['export type { A } from "m";', true],
  ['const a = await import("m");', false],
  ['type A = import("m").A;', true],
])("%s is found", (source, isType) => {
  expect(parseImports({ file: "a.ts", source })).toEqual([{ specifier: "m", isType }]);
});

test("what only looks like an import in a text is none", () => {
  expect(parseImports({ file: "a.ts", source: `const text = 'import { a } from "m"';` })).toEqual([]);
});

test("a source that does not parse is named", () => {
  expect(() => parseImports({ file: "a.ts", source: "import {" })).toThrow("a.ts");
});
