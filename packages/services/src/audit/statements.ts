import { and, eq, inArray } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { canonicalEvent } from "./canonical-event.ts";

/** What the log says, signed, about itself. */
export interface AuditStatements {
  /** Retention may have removed events up to this position of the chain. */
  prunedThrough: number;
  /** So many events at the beginning of the chain are older than signatures. */
  unsigned: number;
}

function largest(numbers: unknown[]): number {
  return Math.max(0, ...numbers.filter((value) => typeof value === "number"));
}

/** Only of events whose signature is right: a row written by hand excuses nothing. */
export async function readStatements({ db, auditKeys }: Pick<Ctx, "db" | "auditKeys">): Promise<AuditStatements> {
  const { auditEvent } = db.tables;
  const rows = await db
    .select()
    .from(auditEvent)
    .where(and(inArray(auditEvent.action, ["audit.prune", "audit.start"]), eq(auditEvent.result, "success")));
  const signed = rows.filter((row) => row.mac !== null && auditKeys.check(canonicalEvent(row), row.mac) === "right");
  const said = (action: string, name: string) =>
    largest(signed.filter((row) => row.action === action).map(({ details }) => details?.[name]));
  return { prunedThrough: said("audit.prune", "throughSequence"), unsigned: said("audit.start", "unsigned") };
}
