import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toJsonSchema } from "../json-schema.ts";
import { coerceJson } from "./coerce-json.ts";
import { coerceQuery } from "./coerce-query.ts";

const query = (schema: z.ZodType, ...texts: string[]) => {
  const wrapped = toJsonSchema(z.object({ key: schema }), { io: "input" });
  return coerceQuery(wrapped.properties?.["key"], texts, wrapped);
};
const json = (schema: z.ZodType, value: unknown) => {
  const root = toJsonSchema(schema, { io: "input" });
  return coerceJson(root, value, root);
};

describe("query strings", () => {
  it.each<[string, z.ZodType, string[], unknown]>([
    ["integers", z.number().int(), ["12"], 12],
    ["numbers", z.number(), ["-1.5e3"], -1500],
    ["nothing that only looks like a number", z.number(), ["0x10"], "0x10"],
    ["no empty number", z.number(), [""], ""],
    ["no infinity", z.number(), ["Infinity"], "Infinity"],
    ["booleans by name", z.boolean(), ["false"], false],
    ["no other word as a boolean", z.boolean(), ["0"], "0"],
    ["texts as they are", z.string(), ["12"], "12"],
    ["optional and defaulted values", z.number().default(3).optional(), ["4"], 4],
    ["nullable values", z.number().nullable(), ["4"], 4],
    ["number literals", z.literal([1, 2]), ["2"], 2],
    ["a text where text is possible", z.union([z.number(), z.string()]), ["4"], "4"],
    ["repeated keys as an array", z.array(z.number()), ["1", "2"], [1, 2]],
    ["one key as an array of one", z.array(z.enum(["a", "b"])).optional(), ["a"], ["a"]],
    ["a repeated single value not at all", z.number(), ["1", "2"], ["1", "2"]],
    ["dates", z.date(), ["2026-03-02T09:30:00Z"], new Date("2026-03-02T09:30:00Z")],
    ["a time that is asked for as text", z.iso.datetime(), ["2026-03-02T09:30:00Z"], "2026-03-02T09:30:00Z"],
    [
      "objects as JSON, dates in them too",
      z.object({ from: z.date() }),
      ['{"from":"1970-01-01T00:00:00Z"}'],
      { from: new Date(0) },
    ],
    ["broken JSON as text", z.object({}), ["{"], "{"],
    ["anything where anything goes", z.unknown(), ["1"], "1"],
  ])("read %s", (_, schema, texts, expected) => {
    expect(query(schema, ...texts)).toEqual(expected);
  });

  it("give back every number that was written into one", () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(numbers, (text) => {
        expect(query(z.number(), text)).toBe(JSON.parse(text));
      }),
    );
  });
});

describe("JSON", () => {
  it("becomes dates wherever the schema has them, through lists, records, unions and itself", () => {
    const at = "1970-01-01T00:00:00.000Z";
    const Tree = z.object({
      at: z.date(),
      get children() {
        return z.array(Tree);
      },
    });
    const Event = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("day"), on: z.string() }),
      z.object({ kind: z.literal("time"), on: z.date() }),
    ]);
    expect(json(z.record(z.string(), z.date().nullable()), { a: at, b: null })).toEqual({ a: new Date(0), b: null });
    expect(
      json(z.array(Event), [
        { kind: "day", on: at },
        { kind: "time", on: at },
      ]),
    ).toEqual([
      { kind: "day", on: at },
      { kind: "time", on: new Date(0) },
    ]);
    expect(json(Tree, { at, children: [{ at, children: [] }] })).toEqual({
      at: new Date(0),
      children: [{ at: new Date(0), children: [] }],
    });
    expect(json(z.tuple([z.string(), z.date()]), [at, at])).toEqual([at, new Date(0)]);
    expect(json(z.object({ a: z.date() }).and(z.object({ b: z.date() })), { a: at, b: at })).toEqual({
      a: new Date(0),
      b: new Date(0),
    });
  });

  it("stays as it is everywhere else", () => {
    const schema = z.object({ at: z.date(), rest: z.unknown() });
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(json(schema, { at: 5, rest: value })).toEqual({ at: 5, rest: value });
      }),
    );
  });

  it("G03 keeps a key named __proto__ a key", () => {
    const value: unknown = JSON.parse('{"at":"x","__proto__":{"polluted":true}}');
    const coerced = json(z.object({ at: z.date() }), value);
    expect(Object.keys(Object(coerced))).toEqual(["at", "__proto__"]);
    expect(Object.getPrototypeOf(coerced)).toBe(Object.prototype);
  });
});
