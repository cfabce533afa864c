import { join } from "node:path";
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

const MATRIX = join(import.meta.dirname, "../../../docs/access-matrix.md");
const HEADING = `# Who may call what

Every procedure with what it asks for, and which of the built-in roles hold that in a new database; roles are data and may be
edited. Which rows a caller may touch is the procedure's own to decide. \`in-process\` procedures belong to the old APIs and are
not served. Written by \`vitest run packages/router -u\`; a test compares it, so a new procedure has to be reviewed here.
`;
const ROLES = ["anonymous", "restaurant", "admin"] as const;

/** As the formatter leaves it. */
function markdownTable(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const [head = "", ...body] = rows.map((row) => line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))));
  return `${[head, line(widths.map((width) => "-".repeat(width))), ...body].join("\n")}\n`;
}

describe("procedures", () => {
  it("F02 every procedure × role is as reviewed in docs/access-matrix.md", async () => {
    const rows = procedures.map(({ path, meta, type }) => {
      const roles = ROLES.map((role) => (allows(meta?.access, role) ? "yes" : ""));
      return [`\`${path}\``, type, meta?.access ?? "", ...roles, meta?.limit ?? ""];
    });
    const table = markdownTable([["procedure", "kind", "asks for", ...ROLES, "limit of its own"], ...rows]);
    await expect(`${HEADING}\n${table}`).toMatchFileSnapshot(MATRIX);
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
