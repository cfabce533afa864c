import { type Db, prepareOnce, rememberUntilCommit, renewedKind, renewOldId, takeOldIds } from "@causeway/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Originals } from "../mapping/mapping.ts";
import { inBatches } from "../values/in-batches.ts";
import { type OldId, toOldId } from "./old-id.ts";

/** What the old system knows a row by. */
export interface OldRecord {
  oldId: OldId;
  originals: Originals | null;
}

/** The ids of one old system's rows; `kind` is the old table. Rows made on the new side get the next integer when first asked for. */
export interface IdMap {
  /** Old ids in the order given. New ones are given out in that order, once, also to callers at the same time. */
  oldIds(kind: string, newIds: readonly string[]): Promise<OldId[]>;
  /** The same with what was kept of the old rows, by new id. */
  records(kind: string, newIds: readonly string[]): Promise<ReadonlyMap<string, OldRecord>>;
  /** Null when no row has, or ever had, this old id. */
  newId(kind: string, oldId: OldId): Promise<string | null>;
  /**
   * The next id for a row that the old system would have replaced by a new one; its first, if it has none. What the import
   * knows of the row stays.
   */
  renew(kind: string, newId: string): Promise<OldId>;
  /** The latest ids of rows that were given new ones, by new id; of such rows no original is left. */
  renewed(kind: string, newIds: readonly string[]): Promise<ReadonlyMap<string, OldRecord>>;
  /** Says by what text the old system knows a row made here. */
  name(kind: string, newId: string, oldId: string): Promise<void>;
}

/** A prepared statement has a fixed number of places, so there is one per size; what is over is filled with repetitions. */
const SIZES = [1, 8, 32] as const;
const LARGEST = 256;

const statements = prepareOnce((db) => {
  const { legacyRecord: record } = db.tables;
  const prepare = (size: number) =>
    db
      .select({ newId: record.newId, oldId: record.oldId, originals: record.originals })
      .from(record)
      .where(
        and(
          eq(record.system, sql.placeholder("system")),
          eq(record.kind, sql.placeholder("kind")),
          inArray(
            record.newId,
            Array.from({ length: size }, (_, at) => sql.placeholder(`id${at}`)),
          ),
        ),
      )
      .prepare(`old_records_${size}`);
  const bySize = new Map<number, ReturnType<typeof prepare>>();
  return (size: number) => {
    const known = bySize.get(size);
    if (known) return known;
    const made = prepare(size);
    bySize.set(size, made);
    return made;
  };
});

async function readRecords(db: Db, system: string, kind: string, newIds: readonly string[]): Promise<Map<string, OldRecord>> {
  const found = new Map<string, OldRecord>();
  for (let from = 0; from < newIds.length; from += LARGEST) {
    const batch = newIds.slice(from, from + LARGEST);
    const size = SIZES.find((each) => each >= batch.length) ?? LARGEST;
    const values: Record<string, string | undefined> = { system, kind };
    for (let at = 0; at < size; at++) values[`id${at}`] = batch[at] ?? batch[0];
    for (const { newId, oldId, originals } of await statements(db)(size).execute(values)) {
      found.set(newId, { oldId: toOldId(oldId), originals });
    }
  }
  return found;
}

const MAX_REMEMBERED_IDS = 64;

const rememberedRecords = rememberUntilCommit((db, key) => {
  const [system = "", kind = "", ...newIds] = key.split(" ");
  return readRecords(db, system, kind, newIds);
});

/** Pages of rows are shown again and again; whole tables are not, and would fill the memory. */
async function findRecords(
  db: Db,
  system: string,
  kind: string,
  newIds: readonly string[],
): Promise<ReadonlyMap<string, OldRecord>> {
  if (newIds.length > MAX_REMEMBERED_IDS) return readRecords(db, system, kind, newIds);
  return rememberedRecords(db, [system, kind, ...newIds].join(" "));
}

const newIdOf = prepareOnce((db) => {
  const { legacyRecord: record } = db.tables;
  const isNamed = and(
    eq(record.system, sql.placeholder("system")),
    eq(record.kind, sql.placeholder("kind")),
    eq(record.oldId, sql.placeholder("oldId")),
  );
  return db.select({ newId: record.newId }).from(record).where(isNamed).prepare("new_id_of_old");
});

async function allocate(db: Db, system: string, kind: string, newIds: readonly string[]): Promise<ReadonlyMap<string, OldRecord>> {
  return db.transaction(async (tx) => {
    // Asked again inside: whoever was faster has given some of them out.
    const records = await readRecords(tx, system, kind, newIds);
    const without = newIds.filter((newId) => !records.has(newId));
    if (without.length === 0) return records;
    const last = await takeOldIds(tx, { system, kind }, without.length);
    const made = without.map((newId, at) => ({ newId, oldId: last - without.length + 1 + at }));
    for (const batch of inBatches(made)) {
      await tx
        .insert(tx.tables.legacyRecord)
        .values(
          batch.map(({ newId, oldId }) => ({ system, kind, newId, oldId: String(oldId), originals: null, sourceDigest: null })),
        );
    }
    for (const { newId, oldId } of made) records.set(newId, { oldId, originals: null });
    return records;
  });
}

/** The id map of a system over the database, or over an open transaction of it. */
export function createIdMap(db: Db, system: string): IdMap {
  const records: IdMap["records"] = async (kind, newIds) => {
    const distinct = [...new Set(newIds)];
    const found = await findRecords(db, system, kind, distinct);
    return found.size === distinct.length ? found : allocate(db, system, kind, distinct);
  };
  return {
    records,
    async oldIds(kind, newIds) {
      const found = await records(kind, newIds);
      return newIds.flatMap((newId) => found.get(newId)?.oldId ?? []);
    },
    async newId(kind, oldId) {
      const [row] = await newIdOf(db).execute({ system, kind, oldId: String(oldId) });
      return row?.newId ?? null;
    },
    renew: (kind, newId) => db.transaction((tx) => renewOldId(tx, { system, kind }, newId)),
    renewed: (kind, newIds) => findRecords(db, system, renewedKind(kind), [...new Set(newIds)]),
    async name(kind, newId, oldId) {
      await db.insert(db.tables.legacyRecord).values({ system, kind, newId, oldId, originals: null, sourceDigest: null });
    },
  };
}
