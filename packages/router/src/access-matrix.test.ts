import { BUILT_IN_ROLES } from "@causeway/contract";
import type { AnyTRPCRouter } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { appRouter, inProcessRouter } from "./app-router.ts";
import type { ProcedureMeta } from "./core/trpc.ts";

interface ProcedureDef {
  type: "query" | "mutation" | "subscription";
  meta?: ProcedureMeta;
  output?: unknown;
}

/** tRPC keeps the procedures of all nested routers in one flat record, which its types do not say. */
function flatten(router: AnyTRPCRouter): Record<string, { _def: ProcedureDef }> {
  return router._def.procedures;
}

const procedures = Object.entries(flatten(inProcessRouter)).map(([path, { _def }]) => ({ path, ..._def }));

function allows(access: ProcedureMeta["access"], role: keyof typeof BUILT_IN_ROLES | "anonymous"): boolean {
  if (access === "public") return true;
  if (access === "in-process" || role === "anonymous") return false;
  return access === "signed-in" || BUILT_IN_ROLES[role].permissions.some((permission) => permission === access);
}

describe("procedures", () => {
  it("F02 every procedure × role is as reviewed", () => {
    const matrix = procedures.map(({ path, meta }) => {
      const roles = (["anonymous", "restaurant", "admin"] as const).filter((role) => allows(meta?.access, role));
      return `${path}: ${meta?.access} → ${roles.join(", ") || "nobody from outside"}`;
    });
    expect(matrix.join("\n")).toMatchSnapshot();
  });

  it("that are for this process only are not part of what is served", () => {
    const inProcess = procedures.filter(({ meta }) => meta?.access === "in-process").map(({ path }) => path);
    expect(inProcess).not.toEqual([]);
    expect(Object.keys(flatten(appRouter)).filter((path) => inProcess.includes(path))).toEqual([]);
  });

  it("all say who may call them and what they do", () => {
    expect(procedures.filter(({ meta }) => meta?.access === undefined || !meta.summary)).toEqual([]);
  });

  it("all declare their output, which strips what must not leave", () => {
    const undeclared = procedures.filter(({ type, output }) => type !== "subscription" && output === undefined);
    expect(undeclared).toEqual([]);
  });
});
