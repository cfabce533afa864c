import { hash } from "node:crypto";
import type { Db } from "@causeway/db";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { importedId } from "../mapping/imported-id.ts";
import type { Plan, PlannedRow } from "../mapping/plan.ts";
import type { QuarantinedItem } from "../report/import-report.ts";
import { MAX_LISTED } from "../report/max-listed.ts";
import { inBatches } from "../values/in-batches.ts";
import { rowToBytes } from "../values/row-bytes.ts";
import type { RefusedRow } from "./sort-chunk.ts";
import type { TargetReader } from "./target-reader.ts";

const PLACE = "?position=";
/** What an index of both databases can hold together with system and table. */
const MAX_PLACE = 1000;

/** What a quarantined row is listed under: its old id, or its place where it has none. */
export function quarantineId({ oldId, position }: Pick<PlannedRow, "oldId" | "position">): string {
  return oldId !== null && !oldId.startsWith("?") ? oldId : placeIdOf({ position });
}

/** What the row at this place is listed under while it has no id of its own. */
export function placeIdOf({ position }: Pick<PlannedRow, "position">): string {
  return `${PLACE}${position.length > MAX_PLACE ? hash("sha256", position, "hex") : position}`;
}

/** The place of a row that is listed under it; null for an old id. */
export function placeOf(id: string): string | null {
  const place = id.startsWith(PLACE) ? id.slice(PLACE.length) : "";
  return /^-?\d+$|^\[/.test(place) ? place : null;
}

export interface QuarantineOptions {
  tx: Db;
  plan: Plan;
  reader: TargetReader;
  refused: readonly RefusedRow[];
  now: Date;
}

/** Keeps the bytes of rows that no table can hold. Those that are kept already, for the same reason, stay as they are. */
export async function quarantineRows({ tx, plan, reader, refused, now }: QuarantineOptions): Promise<void> {
  const { system, mapping, sourceColumns } = plan;
  const kept = await reader.quarantined(refused.map(({ row }) => quarantineId(row)));
  const rows = refused
    .map(({ row, refusal }) => ({
      id: importedId({ system, kind: `quarantine of ${mapping.kind}`, oldId: quarantineId(row) }),
      system,
      kind: mapping.kind,
      oldId: quarantineId(row),
      reason: refusal.reason,
      message: refusal.message,
      row: Buffer.from(rowToBytes(sourceColumns, row.values)),
      createdAt: now,
    }))
    .filter((row) => {
      const before = kept.get(row.oldId);
      if (!before || !row.row.equals(before.row)) return true;
      // A decision stands as long as the row is the same.
      return before.decision === null && (before.reason !== row.reason || before.message !== row.message);
    });
  const { quarantinedRow: table } = tx.tables;
  for (const batch of inBatches(rows, 8)) {
    await tx
      .insert(table)
      .values(batch)
      .onConflictDoUpdate({
        target: [table.system, table.kind, table.oldId],
        set: {
          reason: sql`excluded.reason`,
          message: sql`excluded.message`,
          row: sql`excluded.row`,
          createdAt: sql`excluded.created_at`,
          // What was decided was about another row.
          decision: null,
          decisionNote: null,
          decidedAt: null,
          decidedBy: null,
          corrections: null,
        },
      });
  }
}

/** The first rows in quarantine, by table and old id. */
export async function listQuarantined(db: Db, system: string, kinds: readonly string[]): Promise<QuarantinedItem[]> {
  const { quarantinedRow: table } = db.tables;
  return db
    .select({ kind: table.kind, oldId: table.oldId, reason: table.reason, message: table.message })
    .from(table)
    .where(and(eq(table.system, system), inArray(table.kind, [...kinds])))
    .orderBy(asc(table.kind), asc(table.oldId))
    .limit(MAX_LISTED);
}
