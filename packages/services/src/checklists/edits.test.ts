import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

/** Two categories, the first with a parent item, its part and that one's part, and a fourth item. */
async function setUp(app: TestApp) {
  const admin = await app.createActor({ role: "admin" });
  const edit = app.as(admin).checklists;
  const one = await edit.createCategory({ name: "One", type: "foundational" });
  const two = await edit.createCategory({ name: "Two", type: "ongoing", icon: "leaf" });
  const a = await edit.createItem({ categoryId: one.id, title: "a" });
  const b = await edit.createItem({ categoryId: one.id, title: "b", parentItemId: a.id });
  const c = await edit.createItem({ categoryId: one.id, title: "c", parentItemId: b.id, isCritical: true });
  const d = await edit.createItem({ categoryId: one.id, title: "d" });
  return { admin, edit, one, two, a, b, c, d };
}

/** Titles by category, as everybody sees them. */
async function titles({ edit }: Awaited<ReturnType<typeof setUp>>) {
  const content = await edit.content({});
  return Object.fromEntries(content.map(({ name, items }) => [name, items.map(({ title }) => title).join(" ")]));
}

describe.each(DIALECTS)("editing the checklist on %s", (dialect) => {
  it("what is new comes last; changed texts change, others stay", async () => {
    await using app = await createTestApp({ dialect });
    const made = await setUp(app);
    expect(await titles(made)).toEqual({ One: "a b c d", Two: "" });
    const { edit, one, a } = made;
    await edit.updateCategory({ id: one.id, name: "Uno", description: "first" });
    expect(await edit.updateItem({ id: a.id, title: "A", guidanceLink: "https://guide.example/a" })).toMatchObject({
      title: "A",
      description: null,
      guidanceLink: "https://guide.example/a",
      isCritical: false,
      position: 1,
    });
    const [category] = await edit.content({ type: "foundational" });
    expect(category).toMatchObject({ name: "Uno", description: "first", icon: null, position: 1 });
  });

  it("a new order takes effect as a whole; a stale, short, doubled or foreign one is refused", async () => {
    await using app = await createTestApp({ dialect });
    const made = await setUp(app);
    const { edit, one, two, a, b, c, d } = made;
    await edit.reorder({ of: "items", categoryId: one.id, ids: [d.id, b.id, a.id, c.id] });
    await edit.reorder({ of: "categories", ids: [two.id, one.id] });
    expect(Object.entries(await titles(made))).toEqual([
      ["Two", ""],
      ["One", "d b a c"],
    ]);
    for (const ids of [[a.id], [a.id, b.id, c.id, c.id], [a.id, b.id, c.id, two.id], [a.id, b.id, c.id, d.id, d.id]]) {
      await expect(edit.reorder({ of: "items", categoryId: one.id, ids })).rejects.toEqual(reason("CHECKLIST_ORDER_STALE"));
    }
    await edit.archive({ kind: "item", id: d.id, isArchived: true });
    await edit.reorder({ of: "items", categoryId: one.id, ids: [c.id, b.id, a.id] });
    expect((await titles(made))["One"]).toBe("c b a");
  });

  it("an item moves to the end of another category with its parts, and leaves its parent", async () => {
    await using app = await createTestApp({ dialect });
    const made = await setUp(app);
    const { edit, two, b, c } = made;
    await edit.createItem({ categoryId: two.id, title: "first" });
    expect(await edit.updateItem({ id: b.id, categoryId: two.id })).toMatchObject({ parentItemId: null, categoryId: two.id });
    expect(await titles(made)).toEqual({ One: "a d", Two: "first b c" });
    const [, category] = await edit.content({});
    expect(category?.items.find(({ id }) => id === c.id)?.parentItemId).toBe(b.id);
  });

  it("no item becomes a part of itself, of its parts, or of an item elsewhere", async () => {
    await using app = await createTestApp({ dialect });
    const { edit, two, a, b, c } = await setUp(app);
    const elsewhere = await edit.createItem({ categoryId: two.id, title: "elsewhere" });
    for (const parentItemId of [a.id, b.id, c.id, elsewhere.id]) {
      await expect(edit.updateItem({ id: a.id, parentItemId })).rejects.toEqual(reason("CHECKLIST_PARENT_REFUSED"));
    }
    const refused = edit.createItem({ categoryId: two.id, title: "x", parentItemId: a.id });
    await expect(refused).rejects.toEqual(reason("CHECKLIST_PARENT_REFUSED"));
  });

  it("M09 two items made parts of each other at once: one of the two is refused", async () => {
    await using app = await createTestApp({ dialect });
    const { edit, one } = await setUp(app);
    for (let round = 0; round < 5; round++) {
      const x = await edit.createItem({ categoryId: one.id, title: "x" });
      const y = await edit.createItem({ categoryId: one.id, title: "y" });
      const results = await Promise.allSettled([
        edit.updateItem({ id: x.id, parentItemId: y.id }),
        edit.updateItem({ id: y.id, parentItemId: x.id }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    }
  });

  it("what is archived leaves the checklist with its parts and comes back with its answers", async () => {
    await using app = await createTestApp({ dialect });
    const made = await setUp(app);
    const { edit, one, a, b, c } = made;
    const owner = await app.createActor();
    const { restaurantId } = owner;
    await app.as(owner).checklists.setStatus({ restaurantId, itemId: c.id, status: "completed", notes: "kept" });
    await edit.archive({ kind: "item", id: c.id, isArchived: true });
    app.clock.advance(1000);
    await edit.archive({ kind: "item", id: a.id, isArchived: true });
    expect((await titles(made))["One"]).toBe("d");
    expect((await edit.content({ withArchived: true }))[0]?.items).toHaveLength(4);
    await edit.archive({ kind: "item", id: a.id, isArchived: false });
    expect((await titles(made))["One"]).toBe("a b d");
    await edit.archive({ kind: "category", id: one.id, isArchived: true });
    expect(await titles(made)).toEqual({ Two: "" });
    const refused = app.as(owner).checklists.setStatus({ restaurantId, itemId: b.id, status: "completed" });
    await expect(refused).rejects.toEqual(reason("CHECKLIST_ITEM_NOT_FOUND"));
    await edit.archive({ kind: "category", id: one.id, isArchived: false });
    await edit.archive({ kind: "item", id: c.id, isArchived: false });
    const { categories } = await app.as(owner).checklists.get({ restaurantId });
    const back = categories.flatMap(({ items }) => items).find(({ id }) => id === c.id);
    expect(back).toMatchObject({ status: "completed", notes: "kept" });
    expect((await app.as(owner).checklists.history({ restaurantId })).items).toHaveLength(1);
  });

  it("imported items that are parts of each other can be shown, archived and put right", async () => {
    await using app = await createTestApp({ dialect });
    const made = await setUp(app);
    const { edit, a, c } = made;
    await app.db.update(app.db.tables.checklistItem).set({ parentItemId: c.id });
    await edit.archive({ kind: "item", id: c.id, isArchived: true });
    expect((await titles(made))["One"]).toBe("");
    await edit.archive({ kind: "item", id: c.id, isArchived: false });
    expect(await edit.updateItem({ id: c.id, parentItemId: null })).toMatchObject({ parentItemId: null });
    expect(await edit.updateItem({ id: a.id, title: "still a part" })).toMatchObject({ parentItemId: c.id });
  });

  it("a starting checklist is written once; each edit leaves its audit row; links lead to the web only", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const edit = app.as(admin).checklists;
    await edit.seed();
    await expect(edit.seed()).rejects.toEqual(reason("CHECKLIST_NOT_EMPTY"));
    const content = await edit.content({});
    expect(new Set(content.map(({ type }) => type))).toEqual(new Set(["foundational", "ongoing"]));
    expect(content.flatMap(({ items }) => items).length).toBeGreaterThan(40);
    const id = content[0]?.items[0]?.id ?? "";
    await expect(edit.updateItem({ id, guidanceLink: "javascript:alert(1)" })).rejects.toThrow("Invalid");
    await edit.updateItem({ id, isCritical: false });
    const actions = (await app.db.select().from(app.db.tables.auditEvent)).map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith("checklist"))).toEqual(["checklist.seed", "checklist-item.update"]);
  });

  it("F02 restaurants read the checklist and see neither what is archived nor any way to edit it", async () => {
    await using app = await createTestApp({ dialect });
    const { a, one } = await setUp(app);
    const caller = app.as(await app.createActor()).checklists;
    expect(await caller.content({})).toHaveLength(2);
    const missing = reason("PERMISSION_MISSING");
    await expect(caller.content({ withArchived: true })).rejects.toEqual(missing);
    await expect(caller.seed()).rejects.toEqual(missing);
    await expect(caller.updateItem({ id: a.id, title: "mine" })).rejects.toEqual(missing);
    await expect(caller.archive({ kind: "category", id: one.id, isArchived: true })).rejects.toEqual(missing);
    await expect(caller.reorder({ of: "categories", ids: [] })).rejects.toEqual(missing);
  });
});
