import dns from "node:dns";
import { onBothDialects } from "@causeway/testing/dialects";
import { createPostgresDatabase } from "@causeway/testing/postgres";
import { eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { startChild } from "../../test/child.ts";
import { CUT, startDroppingProxy } from "../../test/dropping-proxy.ts";
import { dump } from "../../test/dump.ts";
import { copyMigrations, migrateFrom } from "../../test/migrations.ts";
import { openRaw } from "../../test/raw.ts";
import { aRestaurant, aTask } from "../../test/rows.ts";
import { createSqliteFolder } from "../../test/sqlite-folder.ts";
import { migrate } from "../open.ts";
import type { Dialect, Db } from "../types.ts";
import { readMigrations } from "./read.ts";

async function createEmptyDatabase(dialect: Dialect): Promise<AsyncDisposable & { url: string }> {
  if (dialect === "postgres") return createPostgresDatabase();
  const { url, [Symbol.dispose]: dispose } = createSqliteFolder();
  return { url, [Symbol.asyncDispose]: async () => dispose() };
}

async function fill(db: Db): Promise<void> {
  for (const id of ["r1", "r2"]) {
    await db.insert(db.tables.restaurant).values(aRestaurant({ id }));
    await db
      .insert(db.tables.task)
      .values([aTask({ id: `${id}-1`, restaurantId: id }), aTask({ id: `${id}-2`, restaurantId: id })]);
  }
}

describe("migrations", () => {
  onBothDialects((open, dialect) => {
    const names = readMigrations(dialect).map(({ name }) => name);

    test("M06 an empty database gets all of them, and a second time none", async () => {
      await using database = await createEmptyDatabase(dialect);
      expect(names.length).toBeGreaterThan(0);
      expect(await migrate(database.url)).toEqual(names);
      const before = await dump(database.url);
      expect(await migrate(database.url)).toEqual([]);
      expect(await dump(database.url)).toBe(before);
    });

    test("M06 a filled database gets only what is missing, and keeps its rows", async () => {
      await using database = await open();
      await fill(database.db);
      using folder = copyMigrations(dialect);
      folder.write("29991231000001_fill", "update restaurant set note = name;\n", "update restaurant set note = note || '!';");
      folder.write("29991231000000_note", "alter table restaurant add column note text;");
      const added = ["29991231000000_note", "29991231000001_fill"];
      expect(await migrateFrom({ url: database.url, folder: folder.path })).toEqual(added);
      expect(await migrateFrom({ url: database.url, folder: folder.path })).toEqual([]);
      await using raw = await openRaw(database.url);
      expect(await raw.all("select id, note from restaurant order by id")).toEqual([
        { id: "r1", note: "Trattoria!" },
        { id: "r2", note: "Trattoria!" },
      ]);
      expect(await database.db.$count(database.db.tables.task)).toBe(4);
    });

    test("M06 one that fails half way leaves schema and rows as they were, those before it included", async () => {
      await using database = await open();
      await fill(database.db);
      using folder = copyMigrations(dialect);
      folder.write("29991231000000_good", "create table good (id text primary key);");
      folder.write(
        "29991231000001_bad",
        "alter table restaurant add column note text;\n",
        "delete from task;\n",
        "insert into nowhere values (1);",
      );
      const before = await dump(database.url);
      await expect(migrateFrom({ url: database.url, folder: folder.path })).rejects.toThrow("nowhere");
      expect(await dump(database.url)).toBe(before);
      await database.db.insert(database.db.tables.restaurant).values(aRestaurant({ id: "later" }));
    });

    test("M06 one that was changed after it had been applied is refused, and named", async () => {
      await using database = await open();
      using folder = copyMigrations(dialect);
      folder.write("29991231000000_note", "alter table restaurant add column note text;");
      await migrateFrom({ url: database.url, folder: folder.path });
      folder.write("29991231000000_note", "alter table restaurant add column note text; -- and a remark");
      folder.write("29991231000001_more", "create table more (id text primary key);");
      const before = await dump(database.url);
      await expect(migrateFrom({ url: database.url, folder: folder.path })).rejects.toThrow(
        "Migration 29991231000000_note was changed after it had been applied",
      );
      expect(await dump(database.url)).toBe(before);
    });

    test("M07 a database that is ahead of the code is left alone", async () => {
      await using database = await open();
      using folder = copyMigrations(dialect);
      folder.write("29991231000000_note", "alter table restaurant add column note text;");
      await migrateFrom({ url: database.url, folder: folder.path });
      expect(await migrate(database.url)).toEqual([]);
      await fill(database.db);
      expect(await database.db.$count(database.db.tables.task)).toBe(4);
    });

    test("M06 four processes that start together on an empty database apply each of them once, and all start", async () => {
      await using database = await createEmptyDatabase(dialect);
      await using children = new AsyncDisposableStack();
      const starts = Array.from({ length: 4 }, async () => {
        const child = children.use(startChild("migrate.ts", database.url));
        const lines: string[] = [];
        const ready = Promise.withResolvers<void>();
        child.lines.on("line", (line) => (line === "ready" ? ready.resolve() : lines.push(line)));
        void child.ended.then(() => ready.resolve());
        await ready.promise;
        return { child, lines };
      });
      const started = await Promise.all(starts);
      for (const { child } of started) child.process.stdin.write("go\n");
      for (const { child } of started) expect(await child.ended).toEqual({ code: 0, errors: "" });
      expect(started.flatMap(({ lines }) => lines)).toEqual(names);
      await using raw = await openRaw(database.url);
      expect(await raw.all("select name from applied_migration order by name")).toEqual(names.map((name) => ({ name })));
    });

    test("M06 together they make every table and column that the code has", async () => {
      await using database = await open();
      const { db } = database;
      for (const table of Object.values(db.tables)) expect(await db.select().from(table)).toEqual([]);
    });

    test("M06 a database in use is migrated under its users", async () => {
      await using database = await open();
      using folder = copyMigrations(dialect);
      folder.write("29991231000000_note", "create table note (id text primary key);");
      const { db } = database;
      const writers = Array.from({ length: 10 }, (_, index) =>
        db.transaction(async (tx) => {
          await tx.insert(tx.tables.restaurant).values(aRestaurant({ id: String(index) }));
          await tx.$count(tx.tables.restaurant);
        }),
      );
      await Promise.all([...writers, migrateFrom({ url: database.url, folder: folder.path })]);
      expect(await db.$count(db.tables.restaurant)).toBe(10);
    });
  });
});

/** What drizzle-kit writes when a column of a table that others refer to changes. */
const rebuildRestaurant = (condition = "") => [
  "PRAGMA foreign_keys=OFF;",
  "CREATE TABLE `__new_restaurant` (\n\t`id` text PRIMARY KEY,\n\t`owner_user_id` text,\n\t`name` text NOT NULL,\n\t`address` text DEFAULT '' NOT NULL,\n\t`phone` text,\n\t`created_at` integer NOT NULL,\n\t`updated_at` integer NOT NULL,\n\tCONSTRAINT `fk_restaurant_owner_user_id_user_id_fk` FOREIGN KEY (`owner_user_id`) REFERENCES `user`(`id`) ON DELETE SET NULL\n);\n",
  `INSERT INTO \`__new_restaurant\`(\`id\`, \`owner_user_id\`, \`name\`, \`address\`, \`phone\`, \`created_at\`, \`updated_at\`) SELECT \`id\`, \`owner_user_id\`, \`name\`, coalesce(\`address\`, ''), \`phone\`, \`created_at\`, \`updated_at\` FROM \`restaurant\`${condition};`,
  "DROP TABLE `restaurant`;",
  "ALTER TABLE `__new_restaurant` RENAME TO `restaurant`;",
  "PRAGMA foreign_keys=ON;",
  "CREATE INDEX `restaurant_owner` ON `restaurant` (`owner_user_id`,`created_at`);",
];

describe("a migration that rebuilds a table which others refer to", () => {
  onBothDialects(
    (open) => {
      test("M06 keeps the rows that refer to it, and the references hold afterwards", async () => {
        await using database = await open();
        const { db, url } = database;
        await fill(db);
        using folder = copyMigrations("sqlite");
        folder.write("29991231000000_rebuild", ...rebuildRestaurant());
        await migrateFrom({ url, folder: folder.path });
        const { restaurant, task } = db.tables;
        expect(await db.$count(task)).toBe(4);
        await expect(db.insert(task).values(aTask({ restaurantId: "nobody" }))).rejects.toThrow("insert");
        await db.delete(restaurant).where(eq(restaurant.id, "r1"));
        expect(await db.$count(task)).toBe(2);
      });

      test("M06 is taken back whole when rows would refer to nothing, and says how many", async () => {
        await using database = await open();
        const { db, url } = database;
        await fill(db);
        using folder = copyMigrations("sqlite");
        folder.write("29991231000000_rebuild", ...rebuildRestaurant(" WHERE `id` <> 'r1'"));
        const before = await dump(url);
        await expect(migrateFrom({ url, folder: folder.path })).rejects.toThrow(
          /would leave 2 rows that refer to nothing; nothing was changed\. First: .*"table":"task".*"parent":"restaurant"/,
        );
        expect(await dump(url)).toBe(before);
        await db.delete(db.tables.restaurant);
        expect(await db.$count(db.tables.task)).toBe(0);
      });
    },
    { only: "sqlite", because: "Postgres changes columns in place, and drops no table that others refer to" },
  );
});

describe("a Postgres server", () => {
  onBothDialects(
    (open) => {
      test("M06 that drops the connection in the middle of a migration leaves nothing of it, and the process lives", async () => {
        await using database = await open();
        using folder = copyMigrations("postgres");
        folder.write(
          "29991231000000_note",
          "create table note (id text primary key);\n",
          "select pg_terminate_backend(pg_backend_pid());",
        );
        const before = await dump(database.url);
        await expect(migrateFrom({ url: database.url, folder: folder.path })).rejects.toThrow("terminating connection");
        expect(await dump(database.url)).toBe(before);
      });

      test("M06 whose connection is cut in the middle of a migration is named as that, and the process lives", async () => {
        await using database = await open();
        await using proxy = await startDroppingProxy(database.url);
        using folder = copyMigrations("postgres");
        folder.write("29991231000000_note", "create table note (id text primary key);\n", `select '${CUT}';`);
        const before = await dump(database.url);
        await expect(migrateFrom({ url: proxy.url, folder: folder.path })).rejects.toThrow("Connection terminated unexpectedly");
        expect(await dump(database.url)).toBe(before);
      });

      test("that has several addresses and answers on none is named with all of them", async () => {
        const addresses = ["127.0.0.2", "127.0.0.3"].map((address) => ({ address, family: 4 }));
        type Answer = (error: null, addresses: dns.LookupAddress[]) => void;
        const lookup = vi.spyOn(dns, "lookup").mockImplementation((...args: unknown[]) => (args.at(-1) as Answer)(null, addresses));
        await expect(migrate("postgres://database.test:1/causeway")).rejects.toThrow(
          "The Postgres database causeway on database.test:1 cannot be opened: connect ECONNREFUSED 127.0.0.2:1; connect ECONNREFUSED 127.0.0.3:1",
        );
        lookup.mockRestore();
      });

      test("that is not there is named, without its password", async () => {
        await expect(migrate("postgres://user:secret@127.0.0.1:1/causeway")).rejects.toThrow(
          "The Postgres database causeway on 127.0.0.1:1 cannot be opened: connect ECONNREFUSED 127.0.0.1:1",
        );
      });
    },
    { only: "postgres", because: "SQLite has no server" },
  );
});
