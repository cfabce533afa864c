import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anySourceValue } from "../test/arbitraries.ts";
import { isSameValue, RawText } from "./source-value.ts";
import { fromTaggedJson, toTaggedJson } from "./tagged-json.ts";

describe("tagged JSON", () => {
  test("gives every value back with its storage class and bytes, also through text", () => {
    fc.assert(
      fc.property(anySourceValue, (value) => {
        const json: unknown = JSON.parse(JSON.stringify(toTaggedJson(value)));
        return isSameValue(fromTaggedJson(json as ReturnType<typeof toTaggedJson>), value);
      }),
    );
  });

  test("keeps what JSON numbers cannot say", () => {
    expect(toTaggedJson(1n)).toBe(1);
    expect(toTaggedJson(1)).toEqual({ $real: "1" });
    expect(toTaggedJson(1.5)).toBe(1.5);
    expect(toTaggedJson(-0)).toEqual({ $real: "-0" });
    expect(toTaggedJson(Infinity)).toEqual({ $real: "Infinity" });
    expect(toTaggedJson(9_007_199_254_740_993n)).toEqual({ $int: "9007199254740993" });
    expect(toTaggedJson(Buffer.from([0, 255]))).toEqual({ $blob: "AP8=" });
    expect(toTaggedJson(new RawText(Buffer.from([0xff])))).toEqual({ $text: "/w==" });
  });

  test("refuses what it never writes", () => {
    expect(() => fromTaggedJson(true)).toThrow("not a value");
    expect(() => fromTaggedJson([])).toThrow("not a value");
    expect(() => fromTaggedJson({ $other: "x" })).toThrow("not a value");
  });
});
