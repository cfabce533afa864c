import { LegacyRefusal } from "@causeway/rest";
import { describe, expect, it } from "vitest";
import { jsonChange, jsonTexts, readForm } from "./fields.ts";

/** What pydantic 2.13 says in FastAPI 0.142 to the same fields, as `type at field`. */
function misfitsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof LegacyRefusal) || error.reply.body.kind !== "json") throw error;
    const { detail } = error.reply.body.value as { detail: { type: string; loc: string[] }[] };
    return detail.map(({ type, loc }) => `${type} at ${loc.join(".")}`);
  }
}

const STATES = ["active", "draft", "paused"] as const;
const noFile = { name: "dishPhoto", isRequired: false, isThere: false };
const form = (body: object, file = noFile) => readForm(body, { texts: ["restaurantName", "offer"], number: "budget", file });
const GOOD = { restaurantName: "R", offer: "O", budget: "10" };

describe("fields of a form", () => {
  it.each<[object, string[]]>([
    [{}, ["missing at body.restaurantName", "missing at body.offer", "missing at body.budget"]],
    [{ offer: "", budget: "" }, ["missing at body.restaurantName", "missing at body.offer", "missing at body.budget"]],
    [{ offer: "O", budget: "abc" }, ["missing at body.restaurantName", "float_parsing at body.budget"]],
    [{ ...GOOD, dishPhoto: "text" }, ["value_error at body.dishPhoto"]],
    [{ ...GOOD, dishPhoto: "" }, []],
    [{ ...GOOD, budget: "0x10" }, ["float_parsing at body.budget"]],
    [{ ...GOOD, budget: "1__0" }, ["float_parsing at body.budget"]],
    [{ ...GOOD, budget: "٧" }, ["float_parsing at body.budget"]],
  ])("O05 %j: all misfits at once", (body, misfits) => {
    expect(misfitsOf(() => form(body))).toEqual(misfits);
  });

  it("O05 a file that has to be there is missed by its name, or told from a text", () => {
    const required = { ...noFile, isRequired: true };
    expect(misfitsOf(() => form(GOOD, required))).toEqual(["missing at body.dishPhoto"]);
    expect(misfitsOf(() => form({ ...GOOD, dishPhoto: "x" }, required))).toEqual(["value_error at body.dishPhoto"]);
    expect(misfitsOf(() => form(GOOD, { ...required, isThere: true }))).toEqual([]);
  });

  it.each([
    [" 7 ", 7],
    ["1_0", 10],
    [".5e2", 50],
    ["7.", 7],
    ["+7", 7],
    ["inf", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    ["nan", Number.NaN],
  ])("O03 the number %j is %d", (budget, number) => {
    expect(form({ ...GOOD, budget }).number).toBe(number);
  });
});

describe("fields of a JSON object", () => {
  it.each<[unknown, string[]]>([
    [undefined, ["missing at body"]],
    [[], ["model_attributes_type at body"]],
    ["text", ["model_attributes_type at body"]],
    [5, ["model_attributes_type at body"]],
    [{ item: 1 }, ["string_type at body.item", "missing at body.offer"]],
    [{ item: null, offer: "" }, ["string_type at body.item"]],
  ])("O05 %j as texts", (body, misfits) => {
    expect(misfitsOf(() => jsonTexts(body, ["item", "offer"]))).toEqual(misfits);
  });

  it.each<[unknown, string[]]>([
    [{}, []],
    [{ name: null, status: null, budget: null, details: null }, []],
    [{ budget: "5" }, []],
    [{ budget: true }, []],
    [{ budget: [] }, ["float_type at body.budget"]],
    [{ budget: "" }, ["float_parsing at body.budget"]],
    [{ details: [] }, ["dict_type at body.details"]],
    [
      { name: 1, status: ["active"], budget: {}, details: "x" },
      ["string_type at body.name", "enum at body.status", "float_type at body.budget", "dict_type at body.details"],
    ],
  ])("O05 %j as a change", (body, misfits) => {
    expect(misfitsOf(() => jsonChange(body, STATES))).toEqual(misfits);
  });

  it("O05 a state that there is not is answered with those there are", () => {
    expect(() => jsonChange({ status: "x" }, STATES)).toThrow(
      expect.objectContaining({
        reply: expect.objectContaining({
          body: expect.objectContaining({
            value: {
              detail: [
                {
                  type: "enum",
                  loc: ["body", "status"],
                  msg: "Input should be 'active', 'draft' or 'paused'",
                  input: "x",
                  ctx: { expected: "'active', 'draft' or 'paused'" },
                },
              ],
            },
          }),
        }),
      }),
    );
  });
});
