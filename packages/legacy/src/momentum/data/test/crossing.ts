import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db, Dialect, Store } from "@causeway/db";
import { createIdMap, type ImportOptions, type Mapping, parseSource, runImport, runVerify, toOldRows } from "@causeway/migrate";
import { ensureRoles } from "@causeway/services";
import { openTestStore } from "@causeway/testing";
import { createMomentumDatabase, type MomentumDatabase, type MomentumOptions } from "@causeway/testing/momentum";
import Database from "better-sqlite3";
import { inArray } from "drizzle-orm";
import { momentumMappings } from "../index.ts";

/** An old Momentum database, imported into a fresh database of ours. */
export interface Crossing extends AsyncDisposable {
  /** Path of the old database. */
  path: string;
  db: Db;
  store: Store;
  url: string;
  import(options?: Partial<ImportOptions>): ReturnType<typeof runImport>;
  verify(): ReturnType<typeof runVerify>;
  /** Changes the old database. */
  changeOld(sql: string): void;
}

export async function openCrossing(dialect: Dialect, path: string): Promise<Crossing> {
  const target = await openTestStore(dialect);
  await ensureRoles(target.store.db);
  const shared = { system: "momentum", store: target.store, mappings: momentumMappings };
  return {
    path,
    db: target.store.db,
    store: target.store,
    url: target.url,
    async import(options = {}) {
      await using source = await parseSource(`sqlite:${path}`);
      return await runImport({ ...shared, source, ...options });
    },
    async verify() {
      await using source = await parseSource(`sqlite:${path}`);
      return await runVerify({ ...shared, source });
    },
    changeOld(sql) {
      const old = new Database(path);
      old.exec(sql);
      old.close();
    },
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  };
}

export interface OldMomentum extends MomentumDatabase, Disposable {}

/** An old database in a folder of its own. */
export async function createOldMomentum(options: MomentumOptions = {}): Promise<OldMomentum> {
  const folder = mkdtempSync(join(tmpdir(), "causeway-crossing-"));
  const old = await createMomentumDatabase(join(folder, "old.sqlite"), options);
  return { ...old, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Row = Record<string, unknown> & { id: string };

/** The imported rows of one old table, by old id. */
export async function readTargets(db: Db, { kind, target }: Mapping): Promise<Map<string, Row>> {
  const { legacyRecord } = db.tables;
  const records = (await db.select().from(legacyRecord)).filter((record) => record.kind === kind);
  const table = db.tables[target];
  const rows = (await db
    .select()
    .from(table as Db["tables"]["restaurant"])
    .where(inArray(table.id, ["", ...records.map(({ newId }) => newId)]))) as Row[];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    records.flatMap(({ oldId, newId }) => {
      const row = byId.get(newId);
      return row ? [[oldId, row] as const] : [];
    }),
  );
}

/** What the old server would show of one old table, by old id, made from our rows alone. */
export async function showOldRows(db: Db, mapping: Mapping): Promise<Map<string, Record<string, unknown>>> {
  const targets = await readTargets(db, mapping);
  // In the same order.
  const old = await toOldRows({ ids: createIdMap(db, "momentum"), mapping, rows: [...targets.values()] });
  return new Map([...targets.keys()].map((oldId, at) => [oldId, old[at] ?? {}]));
}

/** What the old server did show: its driver gave numbers as doubles and bytes that are no UTF-8 as U+FFFD. */
export function readOldRows(path: string, { kind, key }: Mapping): Map<string, Record<string, unknown>> {
  const old = new Database(path, { readonly: true });
  try {
    const exact = old.prepare(`select ${key.column} as id from ${kind} order by rowid`).safeIntegers();
    const ids = exact.all() as { id: unknown }[];
    const rows = old.prepare(`select * from ${kind} order by rowid`).all() as Record<string, unknown>[];
    return new Map(rows.map((row, at) => [String(ids[at]?.id), row]));
  } finally {
    old.close();
  }
}
