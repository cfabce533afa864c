import fc from "fast-check";
import { expect, test } from "vitest";
import { importedId } from "./imported-id.ts";

test("an imported id is a UUID of version 8 and variant 10 (RFC 9562)", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (system, kind, oldId) =>
      /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(importedId({ system, kind, oldId })),
    ),
  );
});

test("an imported id depends on the system, the table and the old id alone, and stays the same in every version", () => {
  expect(importedId({ system: "momentum", kind: "users", oldId: "1" })).toBe(
    importedId({ system: "momentum", kind: "users", oldId: "1" }),
  );
  const ids = [
    { system: "momentum", kind: "users", oldId: "1" },
    { system: "momentum", kind: "users", oldId: "2" },
    { system: "momentum", kind: "restaurants", oldId: "1" },
    { system: "acemind", kind: "users", oldId: "1" },
  ].map(importedId);
  expect(new Set(ids).size).toBe(4);
  expect(ids[0]).toBe("16f6e9e6-fc83-8d19-9c0e-67a18822665c");
});
