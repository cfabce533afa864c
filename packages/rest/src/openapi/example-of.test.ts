import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toJsonSchema } from "../json-schema.ts";
import { exampleOf } from "./example-of.ts";

const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});

describe("an example", () => {
  it.each<[string, z.ZodType]>([
    ["a long text", z.string().min(40)],
    ["a number in a range", z.number().min(5).max(6)],
    ["a number below one", z.number().max(-3)],
    ["a whole list", z.array(z.uuid()).min(3)],
    ["a tuple", z.tuple([z.string(), z.number()])],
    ["a choice", z.enum(["a", "b"])],
    ["a default", z.boolean().default(false)],
    ["null only where nothing else is possible", z.object({ a: z.null(), b: z.email().nullable() })],
    ["a record", z.record(z.string(), z.number())],
    ["something that contains itself", Tree],
  ])("fits %s", (_, schema) => {
    const root = toJsonSchema(schema, { io: "input" });
    expect(schema.safeParse(exampleOf(root, root))).toMatchObject({ success: true });
  });

  it("is the one that the schema declares", () => {
    const root = toJsonSchema(z.object({ name: z.string().meta({ examples: ["Trattoria Roma"] }) }), { io: "input" });
    expect(exampleOf(root, root)).toEqual({ name: "Trattoria Roma" });
  });

  it("prefers a value to null", () => {
    const root = toJsonSchema(z.string().nullable(), { io: "input" });
    expect(exampleOf(root, root)).toBe("text");
  });
});
