import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { VECTORS } from "../test/vectors.ts";
import { SCHEMES } from "./registry.ts";

const names = [...new Set(SCHEMES.map(({ name }) => name))];

it("has no prefix that is the start of another, so that their order does not matter", () => {
  const clashes = SCHEMES.flatMap((one) => SCHEMES.filter((other) => other !== one && other.prefix.startsWith(one.prefix)));
  expect(clashes).toEqual([]);
});

it("A01 has a vector for every scheme", () => {
  expect(names.toSorted()).toEqual([...new Set(VECTORS.map(({ scheme }) => scheme))].toSorted());
});

it("has every scheme described in the README", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
  expect(names.filter((name) => !readme.includes(`| \`${name}\` `))).toEqual([]);
});
