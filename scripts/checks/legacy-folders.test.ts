import { expect, test } from "vitest";
import type { FileImports } from "../lib/read-imports.ts";
import { findLegacyFaults } from "./legacy-folders.ts";

function file(path: string, ...specifiers: string[]): FileImports {
  return { file: path, imports: specifiers.map((specifier) => ({ specifier, isType: false })) };
}

const SYSTEM = [
  file("packages/legacy/src/momentum/divergences.ts"),
  file("packages/legacy/src/momentum/index.ts", "./divergences.ts", "../shared/mount.ts"),
  file("packages/legacy/src/shared/mount.ts"),
];

test("a system may use what is shared, and one registry may name it", () => {
  const files = [
    ...SYSTEM,
    file("packages/legacy/src/index.ts", "./systems.ts"),
    file("packages/legacy/src/systems.ts", "./momentum/index.ts"),
  ];
  expect(findLegacyFaults(files)).toEqual({ systems: ["momentum"], faults: [] });
});

test.each([
  ["another package by a subpath", file("apps/server/src/app.ts", "@causeway/legacy/momentum")],
  ["a shared module", file("packages/legacy/src/shared/tokens.ts", "../momentum/tokens.ts")],
  ["a test outside the folder", file("packages/legacy/src/systems.test.ts", "./momentum/index.ts")],
])("%s may not name a system", (_who, outsider) => {
  expect(findLegacyFaults([...SYSTEM, outsider]).faults).toHaveLength(1);
});

test("the mappings have a registry of their own", () => {
  const registries = ["registry", "mappings"].map((name) => file(`packages/legacy/src/${name}.ts`, "./momentum/index.ts"));
  expect(findLegacyFaults([...SYSTEM, ...registries]).faults).toEqual([]);
});

test("a second registry is refused", () => {
  const registries = ["a", "b"].map((name) => file(`packages/legacy/src/${name}.ts`, "./momentum/index.ts"));
  expect(findLegacyFaults([...SYSTEM, ...registries]).faults).toHaveLength(1);
});
