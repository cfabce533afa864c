import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@causeway/db";
import { parseSource, runImport } from "@causeway/migrate";
import { createTestApp, createTestClock, DIALECTS } from "@causeway/testing";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { momentum } from "../system.ts";

const NOW = new Date("2026-05-08T05:05:04.500Z");
const ITEM_TEXTS = ["62", "70", "121", "9002", "9999", "424242", " 63", "64.0", "6.5e1", "1.5", "xyz", "-3"];
const RESTAURANT_TEXTS = ["1", "2", "9003", "88777", "31337", "1e0", "02", "2.5", "abc", "Abc "];

type Row = Record<string, unknown>;

/** What the old server did with its database for each request, as its contract says it. */
function oldServer(database: Database.Database, now: () => Date) {
  const all = (sql: string, ...values: unknown[]) => database.prepare<unknown[], Row>(sql).all(...values);
  const categories = (type?: string) =>
    type === undefined
      ? all("select * from checklist_categories order by order_in_list")
      : all("select * from checklist_categories where type = ? order by order_in_list", type);
  const progress = (restaurant: string, type: string) => {
    const [row] = all(
      `select count(*) as total, sum(s.status = 'completed') as done, sum(i.is_critical = 1) as critical,
        sum(i.is_critical = 1 and s.status = 'completed') as criticalDone
        from checklist_items i join checklist_categories c on c.category_id = i.category_id
        left join restaurant_checklist_status s on s.item_id = i.item_id and s.restaurant_id = ?
        where c.type = ?`,
      restaurant,
      type,
    );
    const [total, done, critical, criticalDone] = ["total", "done", "critical", "criticalDone"].map((key) =>
      Number(row?.[key] ?? 0),
    );
    const percent = (part = 0, whole = 0) => (whole === 0 ? 0 : Math.round((part / whole) * 100));
    if (!total) return {};
    const counts = {
      totalItems: total,
      completedItems: done,
      completionPercentage: percent(done, total),
      criticalItems: critical,
      completedCriticalItems: criticalDone,
      criticalCompletionPercentage: percent(criticalDone, critical),
    };
    return { [type]: counts };
  };
  return {
    categories: (type?: string) => ({ success: true, categories: categories(type) }),
    items: (category: string) => ({
      success: true,
      items: all("select * from checklist_items where category_id = ? order by order_in_category", category),
    }),
    statuses: (restaurant: string) => ({
      success: true,
      statuses: all(
        `select s.*, i.title, i.category_id, c.name as category_name, c.type as category_type
          from restaurant_checklist_status s join checklist_items i on i.item_id = s.item_id
          join checklist_categories c on c.category_id = i.category_id where s.restaurant_id = ? order by s.item_id`,
        restaurant,
      ),
    }),
    progress: (restaurant: string, types = ["foundational", "ongoing"]) => ({
      success: true,
      progress: Object.assign({}, ...types.map((type) => progress(restaurant, type))) as Row,
    }),
    whole: (restaurant: string | null, type?: string) => ({
      success: true,
      categories: categories(type).map((category) => ({
        ...category,
        items: all(
          `select i.*, s.status, s.notes, s.last_updated_at as status_updated_at from checklist_items i
            left join restaurant_checklist_status s on s.item_id = i.item_id and s.restaurant_id = ?
            where i.category_id = ? order by i.order_in_category`,
          restaurant,
          category["category_id"],
        ),
      })),
    }),
    /** Replaces the row, under a new id. */
    put(restaurant: string, item: string, { status, notes }: { status: string; notes: string | null }) {
      all("delete from restaurant_checklist_status where restaurant_id = ? and item_id = ? returning 1", restaurant, item);
      const [row] = all(
        "insert into restaurant_checklist_status (restaurant_id, item_id, status, notes, last_updated_at) values (?, ?, ?, ?, ?) returning status_id",
        restaurant,
        item,
        status,
        notes,
        now().toISOString().slice(0, 19).replace("T", " "),
      );
      return { success: true, message: "Status updated successfully", statusId: row?.["status_id"] };
    },
  };
}

describe.each(DIALECTS)("the open checklist over an imported database with every oddity, on %s", (dialect) => {
  let folder: string;
  let database: Database.Database;
  let old: ReturnType<typeof oldServer>;
  let app: Awaited<ReturnType<typeof createTestApp>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "causeway-test-"));
    const { path } = await createMomentumDatabase(join(folder, "old.sqlite"), {
      users: 6,
      dirt: true,
      checklistWork: 40,
      now: NOW,
    });
    database = new Database(path);
    database.pragma("foreign_keys = OFF");
    // Beyond 2^53 the old driver gave out neighbours of the ids that it stored.
    database.exec(`delete from restaurant_checklist_status where status_id > 9007199254740991;
      update sqlite_sequence set seq = (select max(status_id) from restaurant_checklist_status) where name = 'restaurant_checklist_status'`);
    const clock = createTestClock(NOW);
    app = await createTestApp({ dialect, clock, environment: { LEGACY_MOMENTUM_OPEN_ROUTES: "checklist" } });
    await using store = openStore(app.databaseUrl);
    await using source = await parseSource(`sqlite:${path}`);
    await runImport({ system: "momentum", store, source, mappings: momentum.mappings });
    old = oldServer(database, clock);
  });
  afterAll(async () => {
    database.close();
    await app[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  async function ask(path: string, body?: Row): Promise<unknown> {
    const init = body && { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return (await app.request(`/legacy/momentum/api/checklist/${path}`, init)).json();
  }

  /** As JSON says it: what is no number it knows is null. */
  const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  async function expectSameReads(restaurants: readonly string[]) {
    for (const restaurant of restaurants) {
      const id = encodeURIComponent(restaurant);
      expect(await ask(`status/${id}`)).toEqual(asJson(old.statuses(restaurant)));
      expect(await ask(`progress/${id}`)).toEqual(asJson(old.progress(restaurant)));
      expect(await ask(`categories-with-items?restaurantId=${id}`)).toEqual(asJson(old.whole(restaurant)));
    }
  }

  it("shows categories and items cell by cell, items of categories that are gone included", async () => {
    expect(await ask("categories")).toEqual(asJson(old.categories()));
    for (const type of ["foundational", "ongoing", "seasonal", "Ongoing", "weekly"])
      expect(await ask(`categories?type=${type}`)).toEqual(asJson(old.categories(type)));
    const ids = database.prepare<[], number>("select category_id from checklist_categories").pluck().all().map(String);
    for (const id of [...ids, "5555", "9001", "13.0", " 13", "1.3e1", "0x0d", "none", "-1", "99999999999999999999"])
      expect(await ask(`items/${encodeURIComponent(id)}`)).toEqual(asJson(old.items(id)));
  });

  it("shows every restaurant's answers, progress and checklist, dangling rows included", async () => {
    await expectSameReads(["1", "2", "3", "6", "777", "abc", "9003", "31337"]);
    expect(await ask("categories-with-items")).toEqual(asJson(old.whole(null)));
    expect(await ask("categories-with-items?type=ongoing&restaurantId=2")).toEqual(asJson(old.whole("2", "ongoing")));
    expect(await ask("progress/2?type=ongoing")).toEqual(asJson(old.progress("2", ["ongoing"])));
  });

  it("O13 stores whatever comes as the old server did, under the same new ids", async () => {
    const answer = fc.record({
      restaurant: fc.constantFrom(...RESTAURANT_TEXTS),
      item: fc.constantFrom(...ITEM_TEXTS),
      status: fc.constantFrom("pending", "in_progress", "completed", "not_applicable"),
      notes: fc.option(fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\0"))),
    });
    const property = fc.asyncProperty(fc.noShrink(fc.array(answer, { minLength: 1, maxLength: 12 })), async (answers) => {
      for (const { restaurant, item, status, notes } of answers) {
        app.clock.advance(1500);
        const found = await ask(`status/${encodeURIComponent(restaurant)}/${encodeURIComponent(item)}`, { status, notes });
        expect(found).toEqual(asJson(old.put(restaurant, item, { status, notes: notes === "" ? null : notes })));
      }
      await expectSameReads([...new Set(answers.map(({ restaurant }) => restaurant))]);
    });
    await fc.assert(property, { numRuns: 6 });
    await expectSameReads(["1", "2", "777", "2.5", "abc"]);
  }, 90_000);
});
