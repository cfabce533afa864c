import { and, asc, eq, gt } from "drizzle-orm";
import { Refusal } from "../codecs/codec.ts";
import { placeOf, quarantineId } from "../import/quarantine.ts";
import { type StoredQuarantine, TargetReader } from "../import/target-reader.ts";
import { decodeRow } from "../mapping/decode-row.ts";
import { type Plan, type PlannedRow, planRow } from "../mapping/plan.ts";
import type { Source, SourceRow } from "../source/source.ts";
import { isKeyText, keyValue } from "../values/key-text.ts";
import { rowToBytes } from "../values/row-bytes.ts";
import { type ExtraOptions, PAGE } from "./extra-rows.ts";
import { type ReferenceOptions, resolveFromSource } from "./source-references.ts";

/** Reasons that depend on what else the new side holds, so that they cannot be foreseen from the source. */
export const REASONS_OF_THE_TARGET: ReadonlySet<string> = new Set([
  "id-taken",
  "values-taken",
  "duplicate-values",
  "refused-by-database",
]);

/** True when what is kept in quarantine is the row as the source has it, byte for byte. */
export function isSameRow({ sourceColumns }: Plan, { values }: SourceRow, { row }: Pick<StoredQuarantine, "row">): boolean {
  return Buffer.compare(row, rowToBytes(sourceColumns, values)) === 0;
}

/** The rows of the source that stand in quarantine under these ids, by id. */
async function findRows(source: Source, plan: Plan, ids: readonly string[]): Promise<Map<string, PlannedRow>> {
  const { kind, key } = plan.mapping;
  const shared = { table: kind, columns: plan.sourceColumns };
  const named = ids.filter((id) => placeOf(id) === null && isKeyText(id, key.type));
  const rows = await source.find({ ...shared, keyColumn: key.column, keys: named.map((id) => keyValue(id, key.type)) });
  rows.push(...(await source.locate({ ...shared, positions: ids.flatMap((id) => placeOf(id) ?? []) })));
  return new Map(rows.map((row) => planRow(plan, row)).map((row) => [quarantineId(row), row]));
}

/** Rows in quarantine that the source does not have, or that can be held. `seen` is how many belong there. */
export async function findExtraQuarantined(
  { db, source, plan, differences, context }: ExtraOptions & { context: ReferenceOptions },
  seen: number,
): Promise<void> {
  const { quarantinedRow: table } = db.tables;
  const ours = and(eq(table.system, plan.system), eq(table.kind, plan.mapping.kind));
  if ((await db.$count(table, ours)) === seen) return;
  for (let after = ""; ;) {
    const page = await db
      .select({ oldId: table.oldId, reason: table.reason, decision: table.decision, row: table.row })
      .from(table)
      .where(and(ours, gt(table.oldId, after)))
      .orderBy(asc(table.oldId))
      .limit(PAGE);
    const rows = await findRows(
      source,
      plan,
      page.map(({ oldId }) => oldId),
    );
    const resolve = await resolveFromSource(context, plan, [...rows.values()]);
    const records = await new TargetReader(db, plan).recordsByOldId([...rows.values()].flatMap(({ oldId }) => oldId ?? []));
    const isRightfullyThere = (kept: Pick<StoredQuarantine, "oldId" | "reason" | "decision" | "row">): boolean => {
      const row = rows.get(kept.oldId);
      // Left out here, and gone there: nobody misses it.
      if (!row) return kept.decision === "dismissed";
      const decoded = decodeRow(plan, row, resolve);
      if (decoded instanceof Refusal) return true;
      if (!isSameRow(plan, row, kept)) return false;
      const isHeld = records.get(decoded.oldId)?.sourceDigest === decoded.digest;
      return kept.decision !== null || (REASONS_OF_THE_TARGET.has(kept.reason) && !isHeld);
    };
    for (const kept of page) {
      const isRight = isRightfullyThere(kept);
      if (!isRight) differences.row(kept.oldId, "extra", "nothing in quarantine", "a row in quarantine");
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.oldId;
  }
}
