import { describe, expect, it } from "vitest";
import { inOldOrder } from "./order.ts";
import { comparedInteger, isStoredAsZero, leadingInteger, storedText } from "./values.ts";

describe("values as the old database driver took them", () => {
  it.each<[unknown, string]>([
    ["text", "text"],
    ["", ""],
    [42, "42"],
    [1.5, "1.5"],
    [-0, "0"],
    [2_147_483_647, "2147483647"],
    [-2_147_483_648, "-2147483648"],
    [2_147_483_648, "2147483648.0"],
    [-2_147_483_649, "-2147483649.0"],
    [5_551_234_567, "5551234567.0"],
    [4_155_550_101.25, "4155550101.25"],
    [1 / 3, "0.333333333333333"],
    [0.1 + 0.2, "0.3"],
    [0.000_12, "0.00012"],
    [0.000_012, "1.2e-05"],
    [999_999_999_999_999, "999999999999999.0"],
    [1e15, "1.0e+15"],
    [123_456_789_012_345_680, "1.23456789012346e+17"],
    [-1e100, "-1.0e+100"],
    [Number.POSITIVE_INFINITY, "Inf"],
    [true, "1"],
    [false, "0"],
    [["a", "b"], "[object Object]"],
    [{ en: "x" }, "[object Object]"],
  ])("stores %j as the text %j", (value, text) => {
    expect(storedText(value)).toBe(text);
  });

  it.each<[unknown, number | null]>([
    [2, 2],
    ["2", 2],
    [" 2 ", 2],
    ["2.0", 2],
    ["+2", 2],
    ["2e0", 2],
    [true, 1],
    [false, 0],
    [2.5, null],
    ["2x", null],
    ["", null],
    [" ", null],
    ["0x2", null],
    [null, null],
    [undefined, null],
    [[2], null],
    [1e300, null],
  ])("compares %j with an integer column as %j", (value, integer) => {
    expect(comparedInteger(value)).toBe(integer);
  });

  it.each([
    ["12", 12],
    ["1abc", 1],
    ["1.9", 1],
    [" 7", 7],
    ["-3", -3],
    ["abc", null],
    ["", null],
    ["0x1f", 0],
    ["99999999999999999999", null],
  ] as const)("reads the leading digits of %j as %j", (text, integer) => {
    expect(leadingInteger(text)).toBe(integer);
  });

  it("stores as 0 what SQLite takes for the number 0, and nothing else", () => {
    expect([0, -0, false, "0", "-0", " 0 ", "0.0", ".0", "0e9"].filter((value) => !isStoredAsZero(value))).toEqual([]);
    expect([1, true, null, undefined, "", " ", "false", "0x0", "0 0", [], {}, [0], Number.NaN].filter(isStoredAsZero)).toEqual([]);
  });
});

describe("the old database's order", () => {
  it("puts NULL before numbers before text before bytes, and equal ones by their ids", () => {
    const values = ["b", null, 2, "a", Buffer.from("x"), 10, "a", null];
    const rows = values.map((value, at) => ({ id: at, value }));
    const ids = (order: "asc" | "desc") => inOldOrder(rows, { column: "value", order, id: "id" }).map(({ id }) => id);
    expect(ids("asc")).toEqual([1, 7, 2, 5, 3, 6, 0, 4]);
    expect(ids("desc")).toEqual([4, 0, 3, 6, 5, 2, 1, 7]);
  });

  it("compares instants as text: a space sorts before the T of ISO form", () => {
    const rows = ["2026-11-17 23:59:59", "2026-11-17T00:00:00.000Z", "2026-11-18 00:00:00"].map((at, id) => ({ id, at }));
    expect(inOldOrder(rows, { column: "at", order: "desc", id: "id" }).map(({ id }) => id)).toEqual([2, 1, 0]);
  });
});
