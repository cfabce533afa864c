import { FilePurpose } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, inArray, isNotNull, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "../jobs/job.ts";

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 200;

/** Removes files that nothing has begun to use within a day, and the bytes of all that are removed. */
export const cleanUpFiles = defineJob({
  name: "file.clean-up",
  payload: z.null(),
  cron: { pattern: "43 * * * *", timeZone: "UTC" },
  async run({ db, clock, providers, signal }) {
    const { storedFile } = db.tables;
    const isUnused = and(
      isNull(storedFile.attachedAt),
      isNull(storedFile.deletedAt),
      lt(storedFile.createdAt, new Date(clock().getTime() - DAY_MS)),
    );
    await db.update(storedFile).set({ deletedAt: clock() }).where(isUnused);
    let removed = 0;
    for (;;) {
      const rows = await db.select().from(storedFile).where(isNotNull(storedFile.deletedAt)).limit(BATCH);
      if (rows.length === 0) return { removed };
      for (const { id, storageKey, previewKey } of rows) {
        signal.throwIfAborted();
        // The bytes first: a row without bytes is found again, bytes without a row only by the sweep.
        if (previewKey !== null) await providers.storage.delete(previewKey);
        await providers.storage.delete(storageKey);
        await db.delete(storedFile).where(eq(storedFile.id, id));
        removed++;
      }
    }
  },
});

const KEY = /^[a-z-]+\/(\d{4}-\d\d-\d\d)\/[0-9a-f-]{36}(?:\.preview)?$/;

/** Removes bytes that no row knows: of uploads that broke off, of restaurants that are gone. Leaves alone what is not ours. */
export const sweepFiles = defineJob({
  name: "file.sweep",
  payload: z.null(),
  cron: { pattern: "7 4 * * *", timeZone: "UTC" },
  async run({ db, clock, providers: { storage }, signal }) {
    const lastDay = new Date(clock().getTime() - 2 * DAY_MS).toISOString().slice(0, 10);
    let removed = 0;
    const sweep = async (keys: readonly string[]) => {
      const known = await knownKeys(db, keys.map(withoutPreview));
      for (const key of keys) {
        signal.throwIfAborted();
        if (known.has(withoutPreview(key))) continue;
        await storage.delete(key);
        removed++;
      }
    };
    for (const purpose of FilePurpose.options) {
      let batch: string[] = [];
      for await (const key of storage.list(`${purpose}/`)) {
        const [, day] = KEY.exec(key) ?? [];
        if (day === undefined || day > lastDay) continue;
        batch.push(key);
        if (batch.length < BATCH) continue;
        await sweep(batch);
        batch = [];
      }
      await sweep(batch);
    }
    return { removed };
  },
});

const withoutPreview = (key: string) => key.replace(/\.preview$/, "");

async function knownKeys(db: Db, keys: string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const { storedFile } = db.tables;
  const rows = await db.select({ key: storedFile.storageKey }).from(storedFile).where(inArray(storedFile.storageKey, keys));
  return new Set(rows.map(({ key }) => key));
}
