import { expect, test } from "vitest";
import { toyMappings } from "../test/toy-system.ts";
import { RawText } from "../values/source-value.ts";
import { describeRules } from "./describe-rules.ts";
import { readableValue } from "./readable-value.ts";

test("the rules of a mapping name every column with what is taken, repaired and refused", () => {
  const { tables } = describeRules({ system: "toy", title: "Toy", mappings: toyMappings });
  expect(tables.map(({ table }) => table)).toEqual(["people", "shops", "things", "marks", "visits"]);
  const [people, , , marks, visits] = tables;
  expect(people?.columns.map(({ from, target }) => [from, target])).toEqual([
    ["email", "email"],
    [null, "emailKey"],
    ["secret", "passwordHash"],
    [null, "roleKey"],
    ["made", "createdAt"],
    [null, "updatedAt"],
  ]);
  expect(people?.columns[0]).toMatchObject({
    takes: "text, at most 200 bytes of UTF-8",
    refusals: [{ reason: "missing-text", meaning: "text that must be there is NULL" }],
  });
  expect(marks?.columns[2]).toEqual({
    from: "mark",
    target: "status",
    takes: "one of pending, completed",
    repairs: [{ reason: "unknown-word", meaning: "is none of the known words", becomes: "pending" }],
    refusals: [],
  });
  expect(marks?.refusals.map(({ reason }) => reason)).toContain("duplicate-values");
  expect(visits?.refusals.map(({ reason }) => reason)).not.toContain("duplicate-values");
  expect(visits?.columns.at(-1)).toMatchObject({ from: "where_from", target: null });
});

test.each([
  [null, { form: "null", text: "NULL", bytes: 0, isCut: false }],
  [7n, { form: "number", text: "7", bytes: 8, isCut: false }],
  [-0, { form: "number", text: "-0", bytes: 8, isCut: false }],
  ["Café", { form: "text", text: "Café", bytes: 5, isCut: false }],
  [Buffer.from("plain"), { form: "text", text: "plain", bytes: 5, isCut: false }],
  [new RawText(Buffer.from([0x43, 0xe9])), { form: "hex", text: "43e9", bytes: 2, isCut: false }],
  [Buffer.alloc(600, 0xff), { form: "hex", text: "ff".repeat(512), bytes: 600, isCut: true }],
  ["x".repeat(10_001), { form: "text", text: "x".repeat(10_000), bytes: 10_001, isCut: true }],
])("value %# is readable", (value, expected) => expect(readableValue(value)).toEqual(expected));
