import { BUILT_IN_ROLES } from "@causeway/contract";
import { describe, expect, it } from "vitest";
import { appRouter } from "./app-router.ts";
import type { ProcedureMeta } from "./core/trpc.ts";

const procedures = Object.entries(appRouter._def.procedures).map(([path, procedure]) => {
  const { meta, type } = procedure._def as { meta?: ProcedureMeta; type: string };
  return { path, type, meta };
});

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

  it("all say who may call them and what they do", () => {
    expect(procedures.filter(({ meta }) => meta?.access === undefined || !meta.summary)).toEqual([]);
  });

  it("all declare their output, which strips what must not leave", () => {
    const undeclared = Object.entries(appRouter._def.procedures)
      .filter(([, procedure]) => procedure._def.type !== "subscription" && !("output" in procedure._def && procedure._def.output))
      .map(([path]) => path);
    expect(undeclared).toEqual([]);
  });
});
