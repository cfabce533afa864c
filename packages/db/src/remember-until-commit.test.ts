import { onBothDialects } from "@causeway/testing/dialects";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openStore } from "./open.ts";
import { rememberUntilCommit } from "./remember-until-commit.ts";
import type { Db } from "./types.ts";

/** The rank of a role, and how often it was really looked up. */
function rankLookUp() {
  const looked: string[] = [];
  const find = rememberUntilCommit(async (db: Db, key: string) => {
    looked.push(key);
    const { role } = db.tables;
    const [row] = await db.select({ rank: role.rank }).from(role).where(eq(role.key, key));
    return row?.rank ?? null;
  });
  return { find, looked };
}

describe("a look-up remembered until a commit", () => {
  onBothDialects((open, dialect) => {
    it("shows what this process, another connection and a transaction have committed, at once", async () => {
      await using database = await open();
      await using other = openStore(database.url);
      const { db } = database;
      const { role } = db.tables;
      const { find } = rankLookUp();
      expect(await find(db, "chef")).toBeNull();
      await db.insert(role).values({ key: "chef", rank: 1 });
      expect(await find(db, "chef")).toBe(1);
      await other.db.update(role).set({ rank: 2 });
      expect(await find(db, "chef")).toBe(2);
      await db.transaction(async (tx) => {
        await tx.update(role).set({ rank: 3 });
        expect(await find(tx, "chef")).toBe(3);
      });
      expect(await find(db, "chef")).toBe(3);
    });

    it("gives nothing of a transaction that was rolled back", async () => {
      await using database = await open();
      const { db } = database;
      const { find } = rankLookUp();
      const failing = db.transaction(async (tx) => {
        await tx.insert(tx.tables.role).values({ key: "chef", rank: 1 });
        expect(await find(tx, "chef")).toBe(1);
        throw new Error("undone");
      });
      await expect(failing).rejects.toThrow("undone");
      expect(await find(db, "chef")).toBeNull();
    });

    it(`asks the database ${dialect === "sqlite" ? "once while nothing is committed" : "every time"}`, async () => {
      await using database = await open();
      const { find, looked } = rankLookUp();
      for (const key of ["a", "b", "a", "b", "a"]) await find(database.db, key);
      expect(looked).toHaveLength(dialect === "sqlite" ? 2 : 5);
    });

    it("counts no change that another reader only waits for", async () => {
      await using database = await open();
      const { db } = database;
      const before = db.changeCount();
      await db.select().from(db.tables.role);
      expect(db.changeCount()).toBe(before);
      expect(before === null).toBe(dialect === "postgres");
    });
  });
});
