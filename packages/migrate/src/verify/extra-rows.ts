import type { Db } from "@causeway/db";
import { and, asc, eq, gt, isNotNull, like, notExists, or, sql, type SQLWrapper } from "drizzle-orm";
import { engineTable } from "../mapping/engine-table.ts";
import type { Plan } from "../mapping/plan.ts";
import type { Source } from "../source/source.ts";
import { isKeyText, keyValue } from "../values/key-text.ts";
import type { DifferenceList } from "./difference-list.ts";

export const PAGE = 2000;

/** New ids of imported rows: UUIDs of version 8. */
const IMPORTED = "______________8%";

export interface ExtraOptions {
  db: Db;
  source: Source;
  plan: Plan;
  differences: DifferenceList;
}

/** Entries of the id map whose row the source does not have (any more). `seen` is how many it does have. */
export async function findExtraRecords({ db, source, plan, differences }: ExtraOptions, seen: number): Promise<void> {
  const { legacyRecord: record } = db.tables;
  const { kind, key } = plan.mapping;
  const all = and(eq(record.system, plan.system), eq(record.kind, kind));
  const ours = and(all, isNotNull(record.sourceDigest));
  // The first is answered by an index alone; it counts rows made here too.
  if ((await db.$count(record, all)) === seen || (await db.$count(record, ours)) === seen) return;
  for (let after = ""; ;) {
    const page = await db
      .select({ oldId: record.oldId })
      .from(record)
      .where(and(ours, gt(record.oldId, after)))
      .orderBy(asc(record.oldId))
      .limit(PAGE);
    const usable = page.filter(({ oldId }) => isKeyText(oldId, key.type));
    const rows = await source.find({
      table: kind,
      columns: [key.column],
      keyColumn: key.column,
      keys: usable.map(({ oldId }) => keyValue(oldId, key.type)),
    });
    const present = new Set(rows.map(({ values }) => String(values[0])));
    for (const { oldId } of page)
      if (!present.has(oldId)) differences.row(oldId, "extra", "nothing: the source has no such row", "a row");
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.oldId;
  }
}

/** Rows of the target that look imported, and rows made on the new side: no import gives ids like theirs. `seen` are imported. */
export async function countTargets(db: Db, plan: Plan, seen: number): Promise<Record<"imported" | "madeHere", number>> {
  const table = engineTable(db.tables, plan.mapping.target);
  const all = await db.$count(table);
  // Nothing but these is there, and no id has to be looked at.
  if (all === seen) return { imported: seen, madeHere: 0 };
  const imported = await db.$count(table, like(table.id, IMPORTED));
  return { imported, madeHere: all - imported };
}

/** Rows that look imported and that no id map knows. */
export async function findExtraTargets({ db, plan, differences }: ExtraOptions): Promise<void> {
  const table = engineTable(db.tables, plan.mapping.target);
  const { legacyRecord: record } = db.tables;
  const systems = await db.selectDistinct({ system: record.system, kind: record.kind }).from(record);
  const known = or(
    ...[{ system: plan.system, kind: plan.mapping.kind }, ...systems].map(({ system, kind }) =>
      and(eq(record.system, system), eq(record.kind, kind), eq(record.newId, table.id)),
    ),
  );
  const rows = await db
    .select({ id: table.id })
    .from(table)
    .where(
      and(
        like(table.id, IMPORTED),
        notExists(
          db
            .select({ one: sql`1` })
            .from(record)
            .where(known),
        ),
      ),
    )
    .limit(PAGE);
  for (const { id } of rows) differences.row(`new id ${String(id)}`, "extra", "nothing: no old row became this one", "a row");
}

/** References of any row of the target, imported or made here, to rows that are not there. */
export async function findDangling({ db, plan, differences }: ExtraOptions, plans: ReadonlyMap<string, Plan>): Promise<void> {
  const table = engineTable(db.tables, plan.mapping.target);
  const { legacyRecord: record } = db.tables;
  for (const column of plan.mapping.columns) {
    const refersTo = "from" in column ? column.codec.refersTo?.kind : undefined;
    const other = refersTo === undefined ? undefined : plans.get(refersTo);
    const reference = table[column.target];
    if (!other || !reference) continue;
    const parents = engineTable(db.tables, other.mapping.target);
    const isMissing = (value: SQLWrapper) => sql`not exists (select 1 from ${parents} as parent where parent.id = ${value})`;
    // Many rows point at the same one: each is looked up once, and there is more to do only if one is not there.
    const named = db.selectDistinct({ id: reference }).from(table).where(isNotNull(reference)).as("named");
    const missing = await db.select({ id: named.id }).from(named).where(isMissing(named.id)).limit(1);
    if (missing.length === 0) continue;
    const rows = await db
      .select({ id: table.id, oldId: record.oldId })
      .from(table)
      .leftJoin(record, and(eq(record.system, plan.system), eq(record.kind, plan.mapping.kind), eq(record.newId, table.id)))
      .where(and(isNotNull(reference), isMissing(reference)))
      .limit(PAGE);
    for (const { id, oldId } of rows) {
      const name = oldId ?? `new id ${String(id)}`;
      if (!differences.has(name, column.target))
        differences.row(name, "dangling", `a row of ${other.mapping.target}`, "none", column.target);
    }
  }
}
