import { AppError, type QuarantinedRow } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull, type SQL } from "drizzle-orm";
import { requireOwnName, requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";

/** Accounts are among what is imported: nobody decides in another's name. Throws `IMPERSONATION_FORBIDS`. */
export function requireManager(ctx: Pick<Ctx, "principal">): void {
  requirePermission(ctx, "crossing:manage");
  requireOwnName(ctx);
}

export const quarantineNotFound = () =>
  new AppError({
    code: "NOT_FOUND",
    reason: "QUARANTINE_NOT_FOUND",
    message: "This row is not in quarantine. It may have been imported in the meantime.",
  });

/** Without the bytes, which may be large. */
export function quarantineColumns({ tables: { quarantinedRow: row, user } }: Pick<Db, "tables">) {
  return {
    id: row.id,
    system: row.system,
    table: row.kind,
    oldId: row.oldId,
    reason: row.reason,
    message: row.message,
    createdAt: row.createdAt,
    decision: row.decision,
    decisionNote: row.decisionNote,
    decidedAt: row.decidedAt,
    decidedBy: row.decidedBy,
    decider: user.email,
  };
}

interface StoredRow extends Omit<QuarantinedRow, "oldId"> {
  oldId: string;
  decider: string | null;
}

/** With the id and the person as people know them. A system that is gone shows its rows as they were listed. */
export function describeQuarantined({ crossings }: Pick<Ctx, "crossings">, { decider, ...row }: StoredRow): QuarantinedRow {
  const engine = crossings.find(({ rules }) => rules.system === row.system);
  return { ...row, oldId: engine ? engine.shownId(row.oldId) : row.oldId, decidedBy: decider ?? row.decidedBy };
}

/** Rows that wait for a decision, of one old system. */
export function waitingRows(
  { quarantinedRow: row }: Db["tables"],
  { system, table, reason }: { system: string; table?: string | undefined; reason?: string | undefined },
): SQL | undefined {
  return and(
    eq(row.system, system),
    isNull(row.decision),
    table === undefined ? undefined : eq(row.kind, table),
    reason === undefined ? undefined : eq(row.reason, reason),
  );
}

/** Who decides: a user's id, or the name of a command. */
export function deciderOf({ principal }: Pick<Ctx, "principal">): string | null {
  if (principal.kind === "service") return principal.name;
  return principal.kind === "user" ? principal.userId : null;
}
