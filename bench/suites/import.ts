import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { MOMENTUM_TABLES } from "@causeway/testing/momentum";
import Database from "better-sqlite3";
import { createOldDatabase, importInto } from "../lib/old-database.ts";
import { heading, line } from "../lib/report.ts";
import { alternate, ratio, sampleOf } from "../lib/rounds.ts";

/** Copies every row of every table into a database of the same tables, by prepared statements in one transaction each. */
function copyPlainly(folder: string, oldPath: string): void {
  const source = new Database(oldPath, { readonly: true });
  const target = new Database(join(folder, `${randomUUID()}.plain`));
  target.pragma("journal_mode = WAL");
  target.pragma("synchronous = FULL");
  const schema = source
    .prepare<[], [string]>("select sql from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .raw()
    .all();
  for (const [sql] of schema) target.exec(sql);
  for (const table of MOMENTUM_TABLES) {
    const rows = source.prepare(`select * from ${table}`).raw();
    const insert = target.prepare(
      `insert into ${table} values (${rows
        .columns()
        .map(() => "?")
        .join(", ")})`,
    );
    target.transaction(() => {
      for (const row of rows.iterate()) insert.run(...(row as unknown[]));
    })();
  }
  source.close();
  target.close();
}

/** What decoding, checking and keeping the old side costs over just copying the bytes. */
export async function benchImport(folder: string): Promise<void> {
  heading("Import of an old database: rows per second");
  const old = await createOldDatabase(folder, { users: 4000, campaigns: 40_000 });
  const rows = Object.values(old.counts).reduce((sum, count) => sum + count, 0);
  const perSecond = async (task: () => unknown) => {
    const began = performance.now();
    await task();
    return rows / ((performance.now() - began) / 1000);
  };
  const values = await alternate(
    { copy: () => perSecond(() => copyPlainly(folder, old.path)), import: () => perSecond(() => importInto(folder, old.path)) },
    3,
  );
  line(`plain INSERTs of the same ${rows} rows`, sampleOf(values.copy), { unit: " rows/s" });
  line("import", sampleOf(values.import), { unit: " rows/s" });
  line("import / plain INSERTs", ratio(values.import, values.copy));
}
