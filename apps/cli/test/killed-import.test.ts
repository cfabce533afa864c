import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "@causeway/db";
import { legacySystems } from "@causeway/legacy";
import { parseSource, runVerify } from "@causeway/migrate";
import { ensureRoles } from "@causeway/services";
import { DIALECTS, openTestStore } from "@causeway/testing";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import { describe, expect, it } from "vitest";

const KILLS = 25;
/** The children are many and compile the same files. */
const compiled = join(import.meta.dirname, "../node_modules/.cache/compiled");
const child = join(import.meta.dirname, "children/import.ts");
const mappings = legacySystems.find(({ id }) => id === "momentum")?.mappings ?? [];

/** Imports in a process of its own; killed after so many chunks, or never. */
async function importIn(url: string, source: string, chunksBeforeKill: number | null): Promise<"killed" | "done"> {
  const running = spawn(process.execPath, [child, url, source], { env: { ...process.env, NODE_COMPILE_CACHE: compiled } });
  const errors: string[] = [];
  running.stderr.on("data", (text) => errors.push(String(text)));
  let chunks = 0;
  running.stdout.on("data", (text: Buffer) => {
    chunks += text.toString().split("\n").length - 1;
    if (chunksBeforeKill !== null && chunks >= chunksBeforeKill) running.kill("SIGKILL");
  });
  const [code, signal] = await once(running, "close");
  if (signal === "SIGKILL") return "killed";
  expect({ code, errors }).toEqual({ code: 0, errors: [] });
  return "done";
}

/** Everything that an import writes, but when and how often it was started. */
async function contents(db: Db): Promise<Record<string, unknown[]>> {
  const { importRun: _runs, importProgress: _progress, quarantinedRow, auditEvent: _audit, ...tables } = db.tables;
  const dump: Record<string, unknown[]> = {};
  for (const [name, table] of Object.entries(tables)) {
    const rows = await db.select().from(table);
    dump[name] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  const { system, kind, oldId, reason, message, row } = quarantinedRow;
  const kept = await db.select({ system, kind, oldId, reason, message, row }).from(quarantinedRow);
  dump["quarantined"] = kept.map((item) => JSON.stringify(item)).toSorted();
  return dump;
}

describe.each(DIALECTS)("an import on %s", (dialect) => {
  it(`N02 killed at ${KILLS} points ends as one that was never disturbed, and verifies`, { timeout: 180_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "causeway-kill-"));
    try {
      const old = await createMomentumDatabase(join(folder, "old.sqlite"), { users: 60, dirt: true });
      await using disturbed = await openTestStore(dialect);
      await using quiet = await openTestStore(dialect);
      for (const { store } of [disturbed, quiet]) await ensureRoles(store.db);

      await importIn(quiet.url, old.path, null);
      let killed = 0;
      for (let point = 0; point < KILLS; point++) {
        if ((await importIn(disturbed.url, old.path, 1 + ((point * 7) % 5))) === "killed") killed++;
      }
      expect(killed).toBe(KILLS);
      await importIn(disturbed.url, old.path, null);

      expect(await contents(disturbed.store.db)).toEqual(await contents(quiet.store.db));
      await using source = await parseSource(`sqlite:${old.path}`);
      const report = await runVerify({ system: "momentum", store: disturbed.store, source, mappings });
      expect(report.differences).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
