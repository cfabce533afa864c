import fc from "fast-check";
import superjson from "superjson";
import { describe, expect, it } from "vitest";
import { serialize } from "./transformer.ts";

const date = fc.date({ noInvalidDate: true });
const simple = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    date,
    fc.constant(undefined),
    fc.bigInt(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("a.b", "\\", "a\\.b", "", "0")), tie("value"), { maxKeys: 4 }),
    fc.tuple(fc.string(), date).map(([key, value]) => new Map([[key, value]])),
  ),
})).value;

/** Through the wire and back, as the client reads it. */
const throughWire = (value: unknown) => superjson.deserialize(JSON.parse(JSON.stringify(serialize(value))));

/** What superjson makes of it; it cannot read back everything it writes, such as some maps with odd keys. */
function throughSuperjson(value: unknown): unknown {
  try {
    return superjson.deserialize(JSON.parse(JSON.stringify(superjson.serialize(value))));
  } catch {
    return fc.pre(false);
  }
}

describe("the fast transformer", () => {
  it("gives clients what superjson would give them", () => {
    fc.assert(
      fc.property(simple, (value) => {
        const expected = throughSuperjson(value);
        expect(throughWire(value)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("brings dates back as dates, deep inside and at the top", () => {
    const at = new Date("2026-03-02T09:30:00.000Z");
    expect(throughWire({ rows: [{ at }, { at: null, "a.b": at }] })).toEqual({ rows: [{ at }, { at: null, "a.b": at }] });
    expect(throughWire(at)).toEqual(at);
  });

  it("leaves cycles and great depth to superjson instead of running out of stack", () => {
    const cycle: Record<string, unknown> = { at: new Date(0) };
    cycle["self"] = cycle;
    const back = throughWire(cycle);
    expect(back).toHaveProperty("self.self.at", new Date(0));
  });

  it("G03 data with a key named __proto__ or constructor is answered and changes no prototype", () => {
    const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":1}}';
    expect(JSON.stringify(serialize(JSON.parse(text)))).toBe(`{"json":${text}}`);
    expect(throughWire(JSON.parse(text))).toEqual({ constructor: { prototype: 1 } });
    expect({}).not.toHaveProperty("polluted");
  });
});
