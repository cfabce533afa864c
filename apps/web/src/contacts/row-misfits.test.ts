import { describe, expect, it } from "vitest";
import { rowMisfits } from "./row-misfits.ts";

describe("what is wrong with a refused row", () => {
  it("is said at each cell that is empty", () => {
    const message = "Missing required fields: customer_name, last_order_date";
    expect(rowMisfits({ reason: "FIELDS_MISSING", message }, { customer_name: " ", phone_number: "5550100001" })).toEqual({
      customer_name: "This is missing.",
      last_order_date: "This is missing.",
    });
  });

  it.each([
    ["PHONE_FORMAT", "phone_number", /Ten digits or more/],
    ["PHONE_NUMBER", "phone_number", /^No country has this number\.$/],
    ["DATE_FORMAT", "last_order_date", /2026-01-31/],
  ] as const)("%s is said at %s", (reason, column, text) => {
    const misfits = rowMisfits({ reason, message: "No country has this number" }, {});
    expect(Object.keys(misfits)).toEqual([column]);
    expect(misfits[column]).toMatch(text);
  });

  it("is said of the whole row where it is about any text", () => {
    expect(rowMisfits({ reason: "TEXT_TOO_LONG", message: "notes has more than 2000 characters" }, {})).toEqual({});
  });
});
