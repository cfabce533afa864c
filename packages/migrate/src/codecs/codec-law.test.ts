import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRow } from "../mapping/decode-row.ts";
import { defineMapping } from "../mapping/define-mapping.ts";
import { createPlan, planRow } from "../mapping/plan.ts";
import { isSameTarget } from "../mapping/same-target.ts";
import { anySourceValue } from "../test/arbitraries.ts";
import { isSameValue, RawText, type SourceValue } from "../values/source-value.ts";
import { storedForm } from "../values/stored-form.ts";
import { fromTaggedJson } from "../values/tagged-json.ts";
import { type Codec, Refusal, Repair } from "./codec.ts";
import { decimal } from "./decimal.ts";
import { flag, isNotZero, isOne } from "./flag.ts";
import { instant } from "./instant.ts";
import { integer } from "./integer.ts";
import { jsonText } from "./json-text.ts";
import { oneOf } from "./one-of.ts";
import { passwordHash } from "./password-hash.ts";
import { optionalText, requiredText, text } from "./text.ts";

const CODECS: Record<string, Codec<unknown>> = {
  text: text(),
  "text with a limit": text({ maxBytes: 7 }),
  optionalText: optionalText(),
  requiredText: requiredText(),
  integer: integer({ otherwise: 0 }),
  "flag, all but 0": flag({ isTrue: isNotZero }),
  "flag, only 1": flag({ isTrue: isOne }),
  instant: instant(),
  jsonText: jsonText(),
  decimal: decimal({ digits: 2 }),
  "decimal without digits": decimal({ digits: 0 }),
  oneOf: oneOf(["admin", "abc"], { otherwise: "abc" }),
  passwordHash: passwordHash({ checkHash: (hash) => (hash.startsWith("$2a$") ? "too dear" : null) }),
};

/** What `Db.bulkRead` hands over of a decoded value. */
function formOf(decoded: unknown, isJson: boolean): unknown {
  return isJson && decoded !== null ? JSON.stringify(decoded) : storedForm(decoded);
}

/** What it hands over of a value of the source that somebody has put into our column. */
function readAs(value: SourceValue): unknown {
  if (typeof value === "bigint") return Number(value);
  // Our columns of numbers hold integers, and of them none is a negative zero.
  if (value === 0) return 0;
  return value instanceof RawText ? value.toString() : value;
}

/** A mapping whose only interesting column uses the codec under test; its type is not what is tested here. */
function planFor(codec: Codec<unknown>) {
  const mapping = defineMapping({
    kind: "rows",
    target: "checklistItem",
    key: { column: "id", type: "integer" },
    columns: {
      title: { from: "value", codec: codec as Codec<string> },
      position: { derive: () => 0 },
      isCritical: { derive: () => false },
      createdAt: { derive: () => new Date(0) },
    },
  });
  return createPlan({ system: "test" }, mapping);
}

describe.each(Object.entries(CODECS))("%s", (name, codec) => {
  const plan = planFor(codec);
  const decode = (value: Parameters<typeof codec.decode>[0]) =>
    decodeRow(plan, planRow(plan, { position: "1", values: [1n, value] }), () => null);

  test("gives every value back, or the original is kept", () => {
    fc.assert(
      fc.property(anySourceValue, (value) => {
        const row = decode(value);
        if (row instanceof Refusal) return row.reason !== "" && row.message !== "";
        const original = row.originals?.["value"];
        const shown = original === undefined ? codec.encode(row.target["title"]) : fromTaggedJson(original);
        return isSameValue(shown, value);
      }),
      { numRuns: 1000 },
    );
  });

  test("keeps an original only where encoding would not give it back", () => {
    fc.assert(
      fc.property(anySourceValue, (value) => {
        const row = decode(value);
        return row instanceof Refusal || row.originals === null || !isSameValue(codec.encode(row.target["title"]), value);
      }),
    );
  });

  test("decodes the same value twice to the same, and says why it repaired it", () => {
    fc.assert(
      fc.property(anySourceValue, (value) => {
        const [first, second] = [codec.decode(value), codec.decode(value)];
        if (first instanceof Refusal || second instanceof Refusal) return first instanceof Refusal && second instanceof Refusal;
        if (first instanceof Repair)
          return second instanceof Repair && first.reason !== "" && isSameTarget(first.value, second.value);
        return isSameTarget(first, second);
      }),
    );
  });

  test("declares every reason that it gives", () => {
    fc.assert(
      fc.property(anySourceValue, (value) => {
        const decoded = codec.decode(value);
        if (decoded instanceof Repair) return Object.hasOwn(codec.rules.repairs, decoded.reason);
        return !(decoded instanceof Refusal) || codec.rules.refusals.includes(decoded.reason);
      }),
      { numRuns: 1000 },
    );
  });

  test("knows a value as stored only where decoding gives just that, without repair, and encoding gives it back", () => {
    let known = 0;
    // Amounts, and words that are known, come by themselves too seldom.
    const cents = fc.maxSafeInteger().map((minor) => minor / 100);
    const value = fc.oneof({ weight: 3, arbitrary: anySourceValue }, cents, fc.constantFrom("abc", "admin"));
    fc.assert(
      fc.property(value, value, fc.integer({ min: -1, max: 1 }), (source, other, beside) => {
        const decoded = codec.decode(source);
        const form = decoded instanceof Refusal || decoded instanceof Repair ? undefined : formOf(decoded, name === "jsonText");
        const near = typeof form === "number" ? form + beside : form;
        for (const stored of [form, near, readAs(source), readAs(other)]) {
          if (!codec.isStoredAs?.(source, stored)) continue;
          known++;
          expect(decoded).not.toBeInstanceOf(Repair);
          expect(decoded).not.toBeInstanceOf(Refusal);
          expect(stored).toBe(form);
          expect(isSameValue(codec.encode(decoded), source)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
    expect(known > 0).toBe(codec.isStoredAs !== undefined);
  });

  test("decodes its own encoding to the same value", () => {
    fc.assert(
      fc.property(anySourceValue, (value) => {
        const row = decode(value);
        if (row instanceof Refusal) return true;
        const current = row.target["title"];
        const again = codec.decode(codec.encode(current));
        // Old dates have no parts of a second.
        const expected = current instanceof Date ? new Date(Math.floor(current.getTime() / 1000) * 1000) : current;
        return isSameTarget(again instanceof Repair ? again.value : again, expected);
      }),
    );
  });
});

test("a reference is left to the engine", async () => {
  const { reference } = await import("./reference.ts");
  expect(reference("other").decode(1n)).toBeInstanceOf(Refusal);
});
