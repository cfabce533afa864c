import { appRouter } from "@causeway/router";
import { describe, expect, it } from "vitest";
import { listProcedures } from "./procedures.ts";
import { createRoutes } from "./routes.ts";

/** Keys of inputs that hold what nobody else may see. */
const SECRET = /password|token|secret|code|challenge|key$/i;

describe("secrets in addresses", () => {
  it("D11 no route takes one in its query string: what needs one is a mutation, whose input is the body", () => {
    const names = createRoutes(appRouter).map(({ name }) => name);
    const inQuery = listProcedures(appRouter)
      .filter(({ name, type }) => type !== "mutation" && names.includes(name))
      .flatMap(({ name, input }) => keysOf(input).map((key) => `${name}: ${key}`))
      .filter((entry) => SECRET.test(entry.split(": ")[1] ?? ""));
    expect(inQuery).toEqual([]);
  });

  it("D11 the rule would find one", () => {
    const taken = listProcedures(appRouter).flatMap(({ input }) => keysOf(input));
    expect(taken.filter((key) => SECRET.test(key))).toEqual(
      expect.arrayContaining(["password", "refreshToken", "challenge", "code"]),
    );
  });
});

function keysOf(input: ReturnType<typeof listProcedures>[number]["input"]): string[] {
  return input && "shape" in input ? Object.keys(Object(input.shape)) : [];
}
