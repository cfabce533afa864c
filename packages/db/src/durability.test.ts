import { onBothDialects } from "@causeway/testing/dialects";
import { and, eq, isNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { startChild } from "../test/child.ts";
import { openRaw } from "../test/raw.ts";
import { openStore } from "./open.ts";
import { SqliteFile } from "./sqlite/file.ts";
import type { Db } from "./types.ts";

const KILLS = 51;
const LANES = 3;

/** Runs a writer and kills it at some moment of its work; gives back the ids that the database had acknowledged. */
async function writeUntilKilled(url: string, name: string): Promise<string[]> {
  await using child = startChild("write-rows.ts", url, name);
  const acknowledged: string[] = [];
  const enough = 1 + Math.floor(Math.random() * 60);
  child.lines.on("line", (id) => {
    acknowledged.push(id);
    if (acknowledged.length === enough) child.process.kill("SIGKILL");
  });
  const { errors } = await child.ended;
  expect(errors).toBe("");
  return acknowledged;
}

async function findRestaurants({ db, withoutTask }: { db: Db; withoutTask: boolean }): Promise<Set<string>> {
  const { restaurant, task } = db.tables;
  const half = and(eq(restaurant.address, "with a task"), isNull(task.id));
  const rows = await db
    .select({ id: restaurant.id })
    .from(restaurant)
    .leftJoin(task, eq(task.restaurantId, restaurant.id))
    .where(withoutTask ? half : undefined);
  return new Set(rows.map(({ id }) => id));
}

describe("a process killed while it writes", () => {
  onBothDialects((open, dialect) => {
    test("M02 leaves every acknowledged row, no half transaction, and a sound database", { timeout: 180_000 }, async () => {
      const lanes = Array.from({ length: LANES }, async (_, lane) => {
        await using database = await open();
        const { url } = database;
        // The killed process was the last to have the file open, so that the next one has to recover it.
        await database.store.close();
        const all: string[] = [];
        for (let kill = 0; kill < KILLS / LANES; kill++) {
          all.push(...(await writeUntilKilled(url, `${lane}-${kill}`)));
          await using store = openStore(url);
          const stored = await findRestaurants({ db: store.db, withoutTask: false });
          expect(all.filter((id) => !stored.has(id))).toEqual([]);
          expect([...(await findRestaurants({ db: store.db, withoutTask: true }))]).toEqual([]);
        }
        await using raw = await openRaw(url);
        const check = dialect === "sqlite" ? await raw.all("pragma integrity_check") : [{ integrity_check: "ok" }];
        expect(check).toEqual([{ integrity_check: "ok" }]);
        return all.length;
      });
      for (const count of await Promise.all(lanes)) expect(count).toBeGreaterThanOrEqual(KILLS / LANES);
    });
  });
});

async function waitsForDisk({ postgres }: Db, url: string): Promise<"yes" | "no"> {
  if (postgres) {
    const { rows } = await postgres.query("show synchronous_commit");
    return rows[0]?.["synchronous_commit"] === "off" ? "no" : "yes";
  }
  const file = SqliteFile.open(url.slice("file:".length));
  const level = file.writerDatabase.pragma("synchronous", { simple: true });
  // Waits for the transaction that is open here.
  void file.close();
  return level === 1 ? "no" : "yes";
}

describe("what a commit waits for", () => {
  onBothDialects(
    (open) => {
      test("M02 the write-ahead log is on disk before a write is acknowledged, so that a power cut loses none", async () => {
        await using database = await open();
        const file = SqliteFile.open(database.url.slice("file:".length));
        const settings = ["journal_mode", "synchronous", "foreign_keys"].map((name) =>
          file.writerDatabase.pragma(name, { simple: true }),
        );
        await file.close();
        expect(settings).toEqual(["wal", 2, 1]);
      });
    },
    { only: "sqlite", because: "how Postgres writes to its disk is its administrator's choice" },
  );

  onBothDialects((open) => {
    test("M02 a transaction that need not be durable does not wait for the disk; the next one does again, also after a failure", async () => {
      await using database = await open();
      const { db } = database.store;
      const seen: string[] = [];
      const look = async (tx: Db) => void seen.push(await waitsForDisk(tx, database.url));
      await db.transaction(look, { isDurable: false });
      await db.transaction(look);
      await db
        .transaction((tx) => look(tx).then(() => Promise.reject(new Error("no"))), { isDurable: false })
        .catch(() => undefined);
      await db.transaction((tx) => tx.transaction(look, { isDurable: false }));
      expect(seen).toEqual(["no", "yes", "no", "yes"]);
    });
  });
});
