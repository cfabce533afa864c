import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_TASKS } from "@causeway/contract";
import { verify } from "@node-rs/bcrypt";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMomentumDatabase, momentumOfRows } from "./create-momentum-database.ts";
import { MOMENTUM_TABLES } from "./schema.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "causeway-momentum-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function dump(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  try {
    return MOMENTUM_TABLES.map((table) => database.prepare(`select * from ${table}`).raw().all());
  } finally {
    database.close();
  }
}

describe("createMomentumDatabase", () => {
  test("makes the same rows of the same seed, and others of another", async () => {
    const make = async (name: string, seed: number) =>
      (await createMomentumDatabase(join(folder, name), { users: 5, seed, dirt: true })).path;
    const [first, second, third] = [await make("1", 7), await make("2", 7), await make("3", 8)];
    expect(dump(first)).toEqual(dump(second));
    expect(dump(first)).not.toEqual(dump(third));
  });

  test("says which accounts there are, with passwords that match the stored hashes", async () => {
    const { path, accounts } = await createMomentumDatabase(join(folder, "accounts"), { users: 3 });
    expect(accounts.map(({ role }) => role)).toEqual(["admin", "restaurant", "restaurant", "restaurant"]);
    const database = new Database(path, { readonly: true });
    for (const { userId, email, password } of accounts) {
      const row = database.prepare("select email, password_hash from users where user_id = ?").raw().get(userId) as [
        string,
        string,
      ];
      expect(row).toEqual([email, expect.stringMatching(/^\$2a\$10\$.{53}$/)]);
      expect(await verify(password, row[1])).toBe(true);
    }
    database.close();
  });

  test("has the shape of a server's own database: default tasks, 12 categories, 61 items of which 32 are critical", async () => {
    const { path, counts } = await createMomentumDatabase(join(folder, "shape"), { users: 4, campaigns: 9, checklistWork: 2 });
    expect(counts).toEqual({
      users: 5,
      restaurants: 4,
      campaigns: 9,
      checklist_status: 16,
      checklist_categories: 12,
      checklist_items: 61,
      restaurant_checklist_status: 8,
      sessions: 1,
    });
    const database = new Database(path, { readonly: true });
    const column = (sql: string) => database.prepare(sql).pluck().all();
    expect(column("select checklist_item_name from checklist_status where restaurant_id = 1 order by status_id")).toEqual([
      ...DEFAULT_TASKS,
    ]);
    expect(column("select count(*) from checklist_items group by category_id order by category_id")).toEqual([
      11, 9, 6, 3, 3, 3, 6, 7, 3, 2, 5, 3,
    ]);
    expect(
      column(
        "select sum(is_critical) from checklist_items join checklist_categories using (category_id) group by type order by type",
      ),
    ).toEqual([26, 6]);
    expect(column("pragma user_version")).toEqual([0]);
    expect(column("pragma journal_mode")).toEqual(["delete"]);
    database.close();
  });

  test("plants every oddity it names", async () => {
    const { path, dirt, counts } = await createMomentumDatabase(join(folder, "dirt"), { users: 2, dirt: true });
    expect(dirt.length).toBeGreaterThan(600);
    const clean = await createMomentumDatabase(join(folder, "clean"), { users: 2 });
    const added = MOMENTUM_TABLES.map((table) => counts[table] - clean.counts[table]);
    expect(added).toEqual(MOMENTUM_TABLES.map((table) => dirt.filter((row) => row.table === table).length));
    const database = new Database(path, { readonly: true });
    expect(database.prepare("select is_complete from checklist_status where status_id = 90002").pluck().get()).toBe("false");
    expect(database.prepare("select hex(name) from restaurants where restaurant_id = 9008").pluck().get()).toBe("436166E920DF");
    database.close();
  });

  test("spoils about one of so many rows of every table, the same of the same seed, and keeps the tables' looks", async () => {
    const make = (name: string, options: object) => createMomentumDatabase(join(folder, name), { users: 300, ...options });
    const [clean, first, second] = [
      await make("unspoiled", {}),
      await make("spoiled", { spoilOneIn: 5 }),
      await make("spoiled 2", { spoilOneIn: 5 }),
    ];
    expect(dump(first.path)).toEqual(dump(second.path));
    const [before, after] = [new Database(clean.path, { readonly: true }), new Database(first.path, { readonly: true })];
    for (const [table, share] of [
      ["users", 5],
      ["restaurants", 5],
      ["checklist_status", 5],
      ["campaigns", 5],
    ] as const) {
      const rows = (database: Database.Database) =>
        database
          .prepare(`select * from ${table} where rowid between 1 and 999999999`)
          .raw()
          .all()
          .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
      const kept = new Set(rows(before));
      const spoiled = rows(after).filter((row) => !kept.has(row)).length;
      expect(spoiled / kept.size, table).toBeGreaterThan(0.5 / share);
      expect(spoiled / kept.size, table).toBeLessThan(2 / share);
    }
    expect(after.prepare("select count(*) from restaurants where typeof(name) = 'null'").pluck().get()).toBeGreaterThan(0);
    const schema = (database: Database.Database) =>
      database.prepare("select lower(sql) from sqlite_master where sql is not null order by name").pluck().all();
    expect(schema(after)).toEqual(schema(before));
    expect(after.pragma("integrity_check")).toContainEqual({ integrity_check: expect.stringContaining("NULL value in") });
    before.close();
    after.close();
  });

  test("makes about as many rows as it was asked for", async () => {
    const { counts } = await createMomentumDatabase(join(folder, "sized"), momentumOfRows(2000));
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(rows).toBeGreaterThan(1900);
    expect(rows).toBeLessThan(2200);
  });

  test("does not overwrite a file", async () => {
    await expect(createMomentumDatabase(join(folder, "shape"))).rejects.toThrow("is there already");
  });
});
