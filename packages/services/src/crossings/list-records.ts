import type { ListOldRecordsInput, OldRecord, OldTable } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { prepareOnce } from "../runtime/prepare-once.ts";
import { allocateOldIds } from "./old-ids.ts";

/** A statement per size, because a prepared one has a fixed number of places; what is over is filled with repetitions. */
const SIZES = [1, 8, 32, 500] as const;
const LARGEST = 500;

const statementsOf = prepareOnce((db) => new Map(SIZES.map((size) => [size, prepare(db, size)])));

function prepare(db: Db, size: number) {
  const { legacyRecord: record } = db.tables;
  const places = Array.from({ length: size }, (_, at) => sql.placeholder(`id${at}`));
  return db
    .select({ newId: record.newId, oldId: record.oldId, originals: record.originals })
    .from(record)
    .where(and(eq(record.system, sql.placeholder("system")), eq(record.kind, sql.placeholder("kind")), inArray(record.newId, places)))
    .prepare(`old_records_${size}`);
}

async function readRecords(db: Db, { system, kind }: OldTable, ids: readonly string[]): Promise<Map<string, OldRecord>> {
  const found = new Map<string, OldRecord>();
  for (let from = 0; from < ids.length; from += LARGEST) {
    const chunk = ids.slice(from, from + LARGEST);
    const size = SIZES.find((each) => each >= chunk.length) ?? LARGEST;
    const places = Object.fromEntries(Array.from({ length: size }, (_, at) => [`id${at}`, chunk[at] ?? chunk[0]]));
    const rows = await statementsOf(db).get(size)?.execute({ system, kind, ...places });
    for (const row of rows ?? []) found.set(row.newId, row);
  }
  return found;
}

/** How these rows were known, in the order of `ids`. Rows made on this side are given their old ids now. */
export async function listOldRecords(ctx: Ctx, { of, ids }: ListOldRecordsInput): Promise<OldRecord[]> {
  let records = await readRecords(ctx.db, of, ids);
  const missing = ids.filter((id) => !records.has(id));
  if (missing.length > 0) {
    // Ids of rows made here sort in the order in which they were made.
    await ctx.db.transaction((tx) => allocateOldIds(tx, of, [...new Set(missing)].sort()));
    records = await readRecords(ctx.db, of, ids);
  }
  return ids.flatMap((id) => records.get(id) ?? []);
}

/** As `listOldRecords`, for one row. */
export async function getOldRecord(ctx: Ctx, of: OldTable, id: string): Promise<OldRecord> {
  const [record] = await listOldRecords(ctx, { of, ids: [id] });
  if (!record) throw new Error(`no old id for a row of ${of.kind}`);
  return record;
}
