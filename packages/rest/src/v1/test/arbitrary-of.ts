import fc from "fast-check";
import { branches, type JsonSchema, kindOf, type MaybeSchema } from "../../json-schema.ts";

/** Texts that have broken parsers, databases and queries before. */
const NASTY = [
  "",
  "\u0000",
  "'; --",
  '"`\\',
  "%_",
  "＠",
  "\ud800",
  "NaN",
  "__proto__",
  "1e999",
  "9007199254740993",
  "../..",
  "a".repeat(5000),
];

/** Any code point, halves of surrogate pairs included: as the unit "binary", which takes a second to be set up. */
const ANY_UNIT = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** Values of the schema's form, ids among them that exist. Rules beyond the form are mostly kept, not always. */
export function arbitraryOf(schema: MaybeSchema, root: JsonSchema, ids: string[]): fc.Arbitrary<unknown> {
  return fc.oneof(...branches(schema, root).map((branch) => branchArbitrary(branch, root, ids)));
}

function branchArbitrary(schema: JsonSchema, root: JsonSchema, ids: string[]): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom<unknown>(...schema.enum);
  if (schema.const !== undefined) return fc.constant<unknown>(schema.const);
  const { minimum = -(2 ** 53), maximum = 2 ** 53, items, properties = {}, required = [] } = schema;
  switch (kindOf(schema)) {
    case "object": {
      const entries = Object.entries(properties).map(([key, property]) => [key, arbitraryOf(property, root, ids)] as const);
      return fc.record(Object.fromEntries(entries), { requiredKeys: required });
    }
    case "array":
      return fc.array(arbitraryOf(Array.isArray(items) ? items[0] : items, root, ids), { maxLength: 5 });
    case "number":
      return fc.integer({ min: Math.max(minimum, Number.MIN_SAFE_INTEGER), max: Math.min(maximum, Number.MAX_SAFE_INTEGER) });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "date":
    case "string":
      return textArbitrary(schema, ids);
    case "any":
      return fc.jsonValue();
  }
}

function textArbitrary({ format, minLength = 0, maxLength = 60 }: JsonSchema, ids: string[]): fc.Arbitrary<string> {
  if (format === "uuid") return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, fc.uuid());
  if (format === "email") return fc.emailAddress();
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  const free = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: ANY_UNIT });
  return fc.oneof({ weight: 3, arbitrary: free }, fc.constantFrom(...NASTY));
}

/** Anything at all in the place of one key's value, or in the place of everything. */
export function spoiled(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(...NASTY),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  return fc.tuple(value, anything, fc.nat()).map(([whole, other, index]) => {
    const keys = Object.keys(Object(whole));
    const key = keys[index % (keys.length + 1)];
    return key === undefined ? other : { ...Object(whole), [key]: other };
  });
}
