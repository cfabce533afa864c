import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { MOMENTUM_TABLES } from "@causeway/testing/momentum";
import Database from "better-sqlite3";
import { createOldDatabase, createTarget, importInto, verifyAgainst, writtenTables } from "../lib/old-database.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";

/** Copies whole tables into a database that has them, by prepared statements, each table in one transaction. */
function copyTables(from: string, to: string, tables: readonly string[]): void {
  const [source, target] = [new Database(from, { readonly: true }), new Database(to)];
  target.pragma("journal_mode = WAL");
  target.pragma("synchronous = FULL");
  for (const table of tables) {
    const rows = source.prepare(`select * from ${table}`).raw();
    const marks = rows.columns().map(() => "?");
    const insert = target.prepare(`insert into ${table} values (${marks.join(", ")})`);
    target.transaction(() => {
      for (const row of rows.iterate()) insert.run(...(row as unknown[]));
    })();
  }
  source.close();
  target.close();
}

/** An empty database with the tables of another, and without its indexes. */
function createEmptyCopy(folder: string, path: string): string {
  const original = new Database(path, { readonly: true });
  const copy = new Database(join(folder, `${randomUUID()}.plain`));
  const schema = "select sql from sqlite_master where type = 'table' and name not like 'sqlite~_%' escape '~'";
  for (const sql of original.prepare<[], string>(schema).pluck().all()) copy.exec(sql);
  original.close();
  copy.close();
  return copy.name;
}

/** What decoding, checking and keeping the old side costs over just copying the bytes, and what proving it costs. */
export async function benchImport(folder: string): Promise<void> {
  heading("Import of an old database: rows of the source per second");
  const old = await createOldDatabase(folder, { users: 9500, campaigns: 95_000 });
  const rows = Object.values(old.counts).reduce((sum, count) => sum + count, 0);
  const imported = await createTarget(folder);
  await importInto(imported, old.path);
  const written = await writtenTables(imported);
  const fileOf = (url: string) => url.replace("file:", "");
  const perSecond = async (task: () => unknown) => {
    const began = performance.now();
    await task();
    return rows / ((performance.now() - began) / 1000);
  };
  const values = await alternate(
    {
      async copy() {
        const target = createEmptyCopy(folder, old.path);
        return perSecond(() => copyTables(old.path, target, MOMENTUM_TABLES));
      },
      async write() {
        const target = await createTarget(folder);
        return perSecond(() => copyTables(fileOf(imported), fileOf(target), written));
      },
      async import() {
        const target = await createTarget(folder);
        return perSecond(() => importInto(target, old.path));
      },
      verify: () => perSecond(() => verifyAgainst(imported, old.path)),
    },
    5,
  );
  line(`plain INSERTs of the same ${rows} rows into the old tables`, sampleOf(values.copy), { unit: " rows/s" });
  line("plain INSERTs of the rows that an import of them writes", sampleOf(values.write), { unit: " rows/s" });
  line("import", sampleOf(values.import), { unit: " rows/s" });
  line("verify", sampleOf(values.verify), { unit: " rows/s" });
  // Without a goal: the old tables have no ids of our kind, no id map and hardly an index, so it is less that is written.
  line("import / plain INSERTs into the old tables", ratio(values.import, values.copy));
  line("import / plain INSERTs of the rows that it writes", ratio(values.import, values.write), { goal: { atLeast: 0.5 } });
  line("verify / import", ratio(values.verify, values.import), { goal: { atLeast: 3 } });
}
