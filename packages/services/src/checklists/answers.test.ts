import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

/** The first items of the starting checklist, and who uses it. */
async function setUp(app: TestApp) {
  const admin = await app.createActor({ role: "admin" });
  const owner = await app.createActor();
  await app.as(admin).checklists.seed();
  const { categories } = await app.as(owner).checklists.get({ restaurantId: owner.restaurantId });
  const items = categories.flatMap((category) => category.items);
  const idAt = (index: number) => items.at(index)?.id ?? "";
  return { admin, owner, items, idAt, restaurantId: owner.restaurantId };
}

describe.each(DIALECTS)("answers to the checklist on %s", (dialect) => {
  it("an item has no status until it is given one; notes stay when left out and go with null", async () => {
    await using app = await createTestApp({ dialect });
    const { owner, restaurantId, items, idAt } = await setUp(app);
    expect(items.every(({ status, notes, statusUpdatedAt }) => status === null && notes === null && statusUpdatedAt === null)).toBe(
      true,
    );
    const caller = app.as(owner).checklists;
    const set = { restaurantId, itemId: idAt(0) };
    await caller.setStatus({ ...set, status: "in_progress", notes: "call the agency" });
    app.clock.advance(1000);
    const second = await caller.setStatus({ ...set, status: "completed" });
    expect(second).toMatchObject({ status: "completed", notes: "call the agency", updatedAt: app.clock() });
    const third = await caller.setStatus({ ...set, status: "completed", notes: null });
    expect(third).toMatchObject({ id: second.id, notes: null });
    const { categories } = await caller.get({ restaurantId });
    expect(categories[0]?.items[0]).toMatchObject({ status: "completed", notes: null, statusUpdatedAt: app.clock() });
  });

  it("the history tells what was set, when and by whom, newest first and page by page", async () => {
    await using app = await createTestApp({ dialect });
    const { owner, admin, restaurantId, idAt } = await setUp(app);
    for (const status of ["pending", "in_progress", "completed"] as const) {
      app.clock.advance(1000);
      await app.as(owner).checklists.setStatus({ restaurantId, itemId: idAt(0), status, notes: status });
    }
    app.clock.advance(1000);
    await app.as(admin).checklists.setStatus({ restaurantId, itemId: idAt(1), status: "not_applicable" });
    const first = await app.as(owner).checklists.history({ restaurantId, limit: 3 });
    const rest = await app.as(owner).checklists.history({ restaurantId, limit: 3, cursor: first.nextCursor ?? "" });
    const all = [...first.items, ...rest.items];
    expect(all.map(({ status, actor }) => [status, actor?.email])).toEqual([
      ["not_applicable", admin.email],
      ["completed", owner.email],
      ["in_progress", owner.email],
      ["pending", owner.email],
    ]);
    expect(rest.nextCursor).toBeNull();
    expect(all[0]?.at.getTime()).toBe(app.clock().getTime());
    const ofOne = await app.as(owner).checklists.history({ restaurantId, itemId: idAt(0) });
    expect(ofOne.items.map(({ notes }) => notes)).toEqual(["completed", "in_progress", "pending"]);
  });

  it("what came with an import is in the history once it is replaced; saying the same again adds nothing", async () => {
    await using app = await createTestApp({ dialect });
    const { owner, restaurantId, idAt } = await setUp(app);
    const at = new Date("2020-01-01T00:00:00Z");
    const imported = { restaurantId, itemId: idAt(0), status: "pending" as const, notes: "from before", updatedAt: at };
    await app.db.insert(app.db.tables.checklistStatus).values(imported);
    const set = { restaurantId, itemId: idAt(0), status: "completed" as const };
    await app.as(owner).checklists.setStatus(set);
    await app.as(owner).checklists.setStatus(set);
    const { items } = await app.as(owner).checklists.history({ restaurantId });
    expect(items.map((change) => [change.status, change.notes, change.actor?.email ?? null])).toEqual([
      ["completed", "from before", owner.email],
      ["pending", "from before", null],
    ]);
    expect(items[1]?.at).toEqual(at);
  });

  it("progress rounds half up, counts what does not apply in the total, and leaves out a type without items", async () => {
    await using app = await createTestApp({ dialect });
    const [admin, owner] = [await app.createActor({ role: "admin" }), await app.createActor()];
    const edit = app.as(admin).checklists;
    const { id: categoryId } = await edit.createCategory({ name: "Only one", type: "foundational" });
    const ids: string[] = [];
    for (let at = 0; at < 8; at++) ids.push((await edit.createItem({ categoryId, title: `Item ${at}`, isCritical: at < 3 })).id);
    const { restaurantId } = owner;
    const caller = app.as(owner).checklists;
    await caller.setStatus({ restaurantId, itemId: ids[0] ?? "", status: "completed" });
    await caller.setStatus({ restaurantId, itemId: ids[1] ?? "", status: "not_applicable" });
    const { progress } = await caller.get({ restaurantId });
    // One of eight is 12.5, one of three 33.3.
    const counts = { total: 8, completed: 1, percentage: 13, criticalTotal: 3, criticalCompleted: 1, criticalPercentage: 33 };
    expect(progress).toEqual([{ type: "foundational", ...counts }]);
  });

  it("F03 somebody else's restaurant, an unknown item and an archived one are refused and change nothing", async () => {
    await using app = await createTestApp({ dialect });
    const { admin, owner, restaurantId, idAt } = await setUp(app);
    const stranger = await app.createActor();
    const set = { restaurantId, itemId: idAt(0), status: "completed" as const };
    const unknown = { ...set, itemId: restaurantId };
    await expect(app.as(stranger).checklists.setStatus(set)).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(app.as(stranger).checklists.history({ restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(app.as(stranger).checklists.get({ restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(app.as(owner).checklists.setStatus(unknown)).rejects.toEqual(reason("CHECKLIST_ITEM_NOT_FOUND"));
    await app.as(admin).checklists.archive({ kind: "item", id: idAt(0), isArchived: true });
    await expect(app.as(owner).checklists.setStatus(set)).rejects.toEqual(reason("CHECKLIST_ITEM_NOT_FOUND"));
    expect(await app.db.$count(app.db.tables.checklistStatus)).toBe(0);
  });

  it("L03 every change leaves one audit row with who, whose and what, in its transaction", async () => {
    await using app = await createTestApp({ dialect });
    const { owner, restaurantId, idAt } = await setUp(app);
    const set = { restaurantId, itemId: idAt(0), status: "completed" as const };
    await app.as(owner).checklists.setStatus(set);
    await app.as(owner).checklists.setStatus(set);
    await expect(app.as(owner).checklists.setStatus({ ...set, itemId: restaurantId })).rejects.toEqual(
      reason("CHECKLIST_ITEM_NOT_FOUND"),
    );
    const { auditEvent } = app.db.tables;
    const rows = (await app.db.select().from(auditEvent)).filter(({ action }) => action === "checklist.set-status");
    expect(rows).toMatchObject([
      { actorUserId: owner.userId, subjectId: restaurantId, details: { itemId: idAt(0), status: "completed", from: null } },
    ]);
  });

  it("M09 twenty changes of one item at once leave one answer and a history of every one", async () => {
    await using app = await createTestApp({ dialect });
    const { owner, restaurantId, idAt } = await setUp(app);
    const set = (at: number) =>
      app.as(owner).checklists.setStatus({ restaurantId, itemId: idAt(0), status: "pending", notes: `note ${at}` });
    await Promise.all(Array.from({ length: 20 }, (_, at) => set(at)));
    expect(await app.db.$count(app.db.tables.checklistStatus)).toBe(1);
    const { items } = await app.as(owner).checklists.history({ restaurantId, limit: 100 });
    expect(new Set(items.map(({ notes }) => notes)).size).toBe(20);
  });

  it("whoever watches sees answers and edits of the checklist as they happen", async () => {
    await using app = await createTestApp({ dialect });
    const { admin, owner, restaurantId, idAt } = await setUp(app);
    const watched = await app.as(owner).checklists.watch({ restaurantId, type: "ongoing" });
    const values = watched[Symbol.asyncIterator]();
    const next = async () => (await values.next()).value;
    const total = (await next())?.progress[0]?.total ?? 0;
    await app.as(owner).checklists.setStatus({ restaurantId, itemId: idAt(-1), status: "completed" });
    expect((await next())?.progress[0]?.completed).toBe(1);
    await app.as(admin).checklists.archive({ kind: "item", id: idAt(-2), isArchived: true });
    expect((await next())?.progress[0]?.total).toBe(total - 1);
    await values.return?.(undefined);
  });
});
