import fc from "fast-check";
import { expect, test } from "vitest";
import { importedId } from "./imported-id.ts";

const FORM = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const oldId = fc.oneof(fc.string(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String), fc.nat().map(String));

test("an imported id is a UUID of version 8 and variant 10 (RFC 9562)", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), oldId, fc.constantFrom("ordered", "hashed"), (system, kind, id, form) =>
      FORM.test(importedId({ system, kind, oldId: id }, form)),
    ),
  );
});

test("an imported id depends on the system, the table and the old id alone, and stays the same in every version", () => {
  const names = [
    { system: "momentum", kind: "users", oldId: "1" },
    { system: "momentum", kind: "users", oldId: "2" },
    { system: "momentum", kind: "restaurants", oldId: "1" },
    { system: "acemind", kind: "users", oldId: "1" },
  ];
  const ids = names.map((name) => importedId(name));
  expect(names.map((name) => importedId(name))).toEqual(ids);
  expect(new Set(ids).size).toBe(4);
  expect(ids[0]).toBe("96e28b49-0000-8000-8000-0001807912f3");
  expect(importedId({ system: "momentum", kind: "users", oldId: "1" }, "hashed")).toBe("16f6e9e6-fc83-8d19-9c0e-67a18822665c");
  expect(importedId({ system: "momentum", kind: "sessions", oldId: "a" })).toBe(
    importedId({ system: "momentum", kind: "sessions", oldId: "a" }, "hashed"),
  );
});

test("two old ids never become one, and integers keep their order", () => {
  const id = (oldIdText: string) => importedId({ system: "momentum", kind: "users", oldId: oldIdText });
  fc.assert(
    fc.property(oldId, oldId, (left, right) => {
      expect(id(left) === id(right)).toBe(left === right);
    }),
  );
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (left, right) => {
      const [a, b] = [Math.abs(left), Math.abs(right)];
      expect(id(String(a)) < id(String(b))).toBe(a < b);
    }),
  );
  for (const spelling of ["01", "1.0", " 1", "-0", "9007199254740993", "18446744073709551616"])
    expect(id(spelling)).toBe(importedId({ system: "momentum", kind: "users", oldId: spelling }, "hashed"));
});
