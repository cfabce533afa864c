import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Repair } from "./codec.ts";
import { decimal } from "./decimal.ts";

const codec = decimal({ digits: 2 });

describe("decimal", () => {
  test.each([
    [10n, 1000],
    [12.5, 1250],
    [19.99, 1999],
    [-0.1, -10],
    ["12.50", 1250],
    [null, null],
  ])("takes %s as minor units", (value, expected) => expect(codec.decode(value)).toBe(expected));

  test.each([
    [9.005, 901, "rounded"],
    ["2.675", 268, "rounded"],
    [-9.005, -901, "rounded"],
    ["a lot", null, "not-an-amount"],
    [1e300, null, "not-an-amount"],
    [Infinity, null, "not-an-amount"],
    [9_007_199_254_740_993n, null, "not-an-amount"],
    [Buffer.from("1"), null, "not-an-amount"],
  ])("repairs %s by the decimal digits, not by the binary fraction", (value, expected, reason) => {
    expect(codec.decode(value)).toEqual(new Repair(expected, reason));
  });

  test("gives amounts back as the numbers they were stored as", () => {
    expect(codec.encode(1000)).toBe(10n);
    expect(codec.encode(1999)).toBe(19.99);
    expect(codec.encode(null)).toBeNull();
  });

  test("J07 never drifts: every amount in minor units survives the way there and back", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
        (minor) => codec.decode(codec.encode(minor)) === (minor || 0),
      ),
    );
  });
});
