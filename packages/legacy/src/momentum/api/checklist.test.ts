import { DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createOldServer, type OldServer, read } from "../test/old-server.ts";

type Row = Record<string, unknown>;
const LISTS = "/api/checklist";
const OPEN = { LEGACY_MOMENTUM_OPEN_ROUTES: "checklist" };

/** A foundational category of eight items, three of them critical, and an ongoing one of two. */
async function fill(old: OldServer) {
  const admin = await old.app.createActor({ role: "admin" });
  const edit = old.app.as(admin).checklists;
  const one = await edit.createCategory({ name: "One", type: "foundational", icon: "🏢" });
  for (let at = 0; at < 8; at++) await edit.createItem({ categoryId: one.id, title: `Item ${at}`, isCritical: at < 3 });
  const two = await edit.createCategory({ name: "Two", type: "ongoing", description: "again" });
  const first = await edit.createItem({ categoryId: two.id, title: "Again", guidanceLink: "https://guide.example/" });
  await edit.createItem({ categoryId: two.id, title: "And again", parentItemId: first.id });
  return edit;
}

const put = (old: OldServer, path: string, body: unknown, token?: string) =>
  old.send("PUT", `${LISTS}/status/${path}`, { body, ...(token === undefined ? {} : { token }) });
const get = async (old: OldServer, path: string, token?: string) =>
  read<Row>((await old.send("GET", `${LISTS}/${path}`, token === undefined ? {} : { token })).body);

describe.each(DIALECTS)("the old checklist on %s", (dialect) => {
  it("passes rows through: integer ids, 0 and 1, null where nothing is, in their order", async () => {
    await using old = await createOldServer(dialect, OPEN);
    await fill(old);
    const created_at = "2026-03-02 09:30:00";
    const category = {
      category_id: 1,
      name: "One",
      description: null,
      icon: "🏢",
      type: "foundational",
      order_in_list: 1,
      created_at,
    };
    const again = { category_id: 2, name: "Two", description: "again", icon: null, type: "ongoing", order_in_list: 2, created_at };
    expect(await get(old, "categories")).toEqual({ success: true, categories: [category, again] });
    expect(await get(old, "categories?type=ongoing")).toEqual({ success: true, categories: [again] });
    const item = { category_id: 2, parent_item_id: null, description: null, is_critical: 0, created_at };
    expect(await get(old, "items/2")).toEqual({
      success: true,
      items: [
        { ...item, item_id: 9, title: "Again", guidance_link: "https://guide.example/", order_in_category: 1 },
        { ...item, item_id: 10, title: "And again", guidance_link: null, order_in_category: 2, parent_item_id: 9 },
      ],
    });
    const { items } = await get(old, "items/1");
    expect(read<Row[]>(items).map((row) => row["is_critical"])).toEqual([1, 1, 1, 0, 0, 0, 0, 0]);
    expect(Object.keys(read<Row[]>(items)[0] ?? {})).toEqual([
      "item_id",
      "category_id",
      "parent_item_id",
      "title",
      "description",
      "guidance_link",
      "order_in_category",
      "is_critical",
      "created_at",
    ]);
  });

  it("a type is compared exactly: empty means all, unknown or repeated means none", async () => {
    await using old = await createOldServer(dialect, OPEN);
    await fill(old);
    const counts = async (path: string, key: string) => Object.keys(read<object>((await get(old, path))[key])).length;
    for (const [query, categories, progress] of [
      ["", 2, 2],
      ["?type=", 2, 2],
      ["?type=ongoing", 1, 1],
      ["?type=Ongoing", 0, 0],
      ["?type=weekly", 0, 0],
      ["?type=ongoing&type=foundational", 0, 0],
      ["?type[]=ongoing", 2, 2],
    ] as const) {
      expect(await counts(`categories${query}`, "categories")).toBe(categories);
      expect(await counts(`categories-with-items${query}`, "categories")).toBe(categories);
      expect(await counts(`progress/1${query}`, "progress")).toBe(progress);
    }
  });

  it("each answer replaces the one before under a new id; notes not sent again are lost, and kept in the history", async () => {
    await using old = await createOldServer(dialect, OPEN);
    const edit = await fill(old);
    await old.register({ email: "one@example.com" });
    expect((await put(old, "1/2", { status: "in_progress", notes: "first" })).body).toEqual({
      success: true,
      message: "Status updated successfully",
      statusId: 1,
    });
    old.app.clock.advance(61_000);
    expect((await put(old, "1/2", { status: "completed" })).body).toMatchObject({ statusId: 2 });
    expect((await put(old, "1/1", { status: "pending" })).body).toMatchObject({ statusId: 3 });
    expect((await put(old, "1/2", { status: "completed" })).body).toMatchObject({ statusId: 4 });
    const last_updated_at = "2026-03-02 09:31:01";
    const common = {
      restaurant_id: 1,
      notes: null,
      last_updated_at,
      category_id: 1,
      category_name: "One",
      category_type: "foundational",
    };
    expect(await get(old, "status/1")).toEqual({
      success: true,
      statuses: [
        { ...common, status_id: 3, item_id: 1, status: "pending", title: "Item 0" },
        { ...common, status_id: 4, item_id: 2, status: "completed", title: "Item 1" },
      ],
    });
    const [restaurant] = await old.app.db.select({ id: old.app.db.tables.restaurant.id }).from(old.app.db.tables.restaurant);
    const { items } = await edit.history({ restaurantId: restaurant?.id ?? "" });
    expect(items.map(({ notes }) => notes)).toContain("first");
  });

  it.each<[unknown, string | null]>([
    ["text", "text"],
    ["", null],
    [null, null],
    [undefined, null],
    [0, null],
    [false, null],
    [12.5, "12.5"],
    [true, "1"],
    [{ a: 1 }, "[object Object]"],
    [[], "[object Object]"],
  ])("notes %j are kept as %j", async (notes, kept) => {
    await using old = await createOldServer(dialect, OPEN);
    await fill(old);
    await old.register({ email: "one@example.com" });
    expect((await put(old, "1/1", { status: "pending", notes })).status).toBe(200);
    expect(read<Row[]>((await get(old, "status/1"))["statuses"])[0]?.["notes"]).toBe(kept);
  });

  it("progress counts what does not apply in the total and rounds half up; nobody's progress is zeros", async () => {
    await using old = await createOldServer(dialect, OPEN);
    await fill(old);
    await old.register({ email: "one@example.com" });
    await put(old, "1/1", { status: "completed" });
    await put(old, "1/2", { status: "not_applicable" });
    const foundational = {
      totalItems: 8,
      completedItems: 1,
      completionPercentage: 13,
      criticalItems: 3,
      completedCriticalItems: 1,
      criticalCompletionPercentage: 33,
    };
    const ongoing = {
      totalItems: 2,
      completedItems: 0,
      completionPercentage: 0,
      criticalItems: 0,
      completedCriticalItems: 0,
      criticalCompletionPercentage: 0,
    };
    expect(await get(old, "progress/1")).toEqual({ success: true, progress: { foundational, ongoing } });
    expect(await get(old, "progress/1?type=ongoing")).toEqual({ success: true, progress: { ongoing } });
    const none = {
      ...foundational,
      completedItems: 0,
      completionPercentage: 0,
      completedCriticalItems: 0,
      criticalCompletionPercentage: 0,
    };
    expect(await get(old, "progress/31337")).toEqual({ success: true, progress: { foundational: none, ongoing } });
  });

  it.each([
    [{ status: "done" }, 400, "Invalid status value"],
    [{ status: "COMPLETED" }, 400, "Invalid status value"],
    [{ status: ["completed"] }, 400, "Invalid status value"],
    [{ notes: "no status" }, 400, "Invalid status value"],
    [[], 400, "Invalid status value"],
  ])("refuses %j", async (body, status, error) => {
    await using old = await createOldServer(dialect, OPEN);
    const answer = await put(old, "1/1", body);
    expect([answer.status, answer.body]).toEqual([status, { success: false, error }]);
  });

  it("without a body that is read, an answer is a failure; without an item's id, there is no such page", async () => {
    await using old = await createOldServer(dialect, OPEN);
    for (const headers of [{}, { "content-type": "text/plain" }] as Record<string, string>[]) {
      const { status, body } = await old.send("PUT", `${LISTS}/status/1/1`, {
        headers,
        ...(headers["content-type"] ? { body: "x" } : {}),
      });
      expect([status, body]).toEqual([500, { success: false, error: "Internal server error" }]);
    }
    expect((await put(old, "1", { status: "completed" })).status).toBe(404);
    expect((await old.send("POST", `${LISTS}/status/1/1`, { body: { status: "completed" } })).status).toBe(404);
  });

  it("what an administrator archives is gone for old clients, with the answers about it", async () => {
    await using old = await createOldServer(dialect, OPEN);
    const edit = await fill(old);
    await old.register({ email: "one@example.com" });
    await put(old, "1/1", { status: "completed" });
    const [category] = await edit.content({});
    await edit.archive({ kind: "item", id: category?.items[0]?.id ?? "", isArchived: true });
    expect((await get(old, "status/1"))["statuses"]).toEqual([]);
    expect(read<Row[]>((await get(old, "items/1"))["items"])).toHaveLength(7);
    await edit.archive({ kind: "category", id: category?.id ?? "", isArchived: true });
    expect((await get(old, "items/1"))["items"]).toEqual([]);
    expect(read<Row[]>((await get(old, "categories"))["categories"])).toHaveLength(1);
  });

  it("text that no database can hold is refused in the old words", async () => {
    await using old = await createOldServer(dialect, OPEN);
    await fill(old);
    await old.register({ email: "one@example.com" });
    const { status, body } = await put(old, "1/1", { status: "pending", notes: "a\0b" });
    expect([status, body]).toEqual([500, { success: false, error: "Failed to update status" }]);
  });
});
