import { onBothDialects } from "@causeway/testing/dialects";
import { describe, expect, test } from "vitest";
import { openStore } from "./open.ts";

describe("a store that is closed", () => {
  onBothDialects((open) => {
    test("may be closed again, lets go of everything, and answers nothing", async () => {
      await using database = await open();
      const store = openStore(database.url);
      await store.ping();
      await Promise.all([store.close(), store.close()]);
      await store[Symbol.asyncDispose]();
      await expect(store.ping()).rejects.toBeInstanceOf(Error);
      await expect(store.db.transaction(() => Promise.resolve())).rejects.toBeInstanceOf(Error);
      await database.store.ping();
    });

    test("waits for what is under way", async () => {
      await using database = await open();
      const store = openStore(database.url);
      const begun = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<void>();
      const transaction = store.db.transaction(async (tx) => {
        begun.resolve();
        await gate.promise;
        await tx.insert(tx.tables.role).values({ key: "a", rank: 1 });
      });
      await begun.promise;
      const closed = store.close();
      gate.resolve();
      await Promise.all([transaction, closed]);
      expect(await database.db.$count(database.db.tables.role)).toBe(1);
    });
  });
});
