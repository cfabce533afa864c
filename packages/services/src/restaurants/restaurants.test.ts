import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const DAY = 24 * 60 * 60 * 1000;

async function addCampaign(app: TestApp, restaurantId: string | null, daysAgo: number, status: "active" | "draft" = "active") {
  const { campaign } = app.db.tables;
  const createdAt = new Date(app.clock().getTime() - daysAgo * DAY);
  const [row] = await app.db
    .insert(campaign)
    .values({ restaurantId, type: "ad", status, name: `${daysAgo} days ago`, createdAt, updatedAt: createdAt })
    .returning({ id: campaign.id });
  return row?.id ?? "";
}

describe.each(DIALECTS)("restaurants on %s", (dialect) => {
  it("the dashboard compares the last seven days with the seven before and charts 28 days, empty ones included", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const campaignId = await addCampaign(app, owner.restaurantId, 20);
    const result = (day: string, newCustomers: number) => ({ campaignId, day, newCustomers, reengagedCustomers: 1 });
    await app.db
      .insert(app.db.tables.campaignResult)
      .values([
        result("2026-03-02", 5),
        result("2026-02-24", 2),
        result("2026-02-23", 40),
        result("2026-02-02", 100),
        result("2026-02-03", 1),
      ]);
    const dashboard = await app.as(owner).restaurants.dashboard({ restaurantId: owner.restaurantId });
    expect(dashboard.newCustomers).toEqual({ current: 7, previous: 40 });
    expect(dashboard.reengagedCustomers).toEqual({ current: 2, previous: 1 });
    expect(dashboard.daily).toHaveLength(28);
    expect(dashboard.daily[0]).toMatchObject({ day: "2026-02-03", newCustomers: 1, reengagedCustomers: 1 });
    expect(dashboard.daily.at(-1)).toMatchObject({ day: "2026-03-02", newCustomers: 5, reengagedCustomers: 1 });
  });

  it("the dashboard shows the three newest active campaigns, the three oldest open tasks, and counts the week's campaigns", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    for (const days of [1, 7, 8, 3]) await addCampaign(app, owner.restaurantId, days);
    await addCampaign(app, owner.restaurantId, 0, "draft");
    const [first] = await app.as(owner).checklists.tasks({ restaurantId: owner.restaurantId });
    await app.as(owner).checklists.setTask({ id: first?.id ?? "", isComplete: true });
    const dashboard = await app.as(owner).restaurants.dashboard({ restaurantId: owner.restaurantId });
    expect(dashboard.activeCampaigns.map(({ name }) => name)).toEqual(["1 days ago", "3 days ago", "7 days ago"]);
    expect(dashboard.recentCampaigns).toBe(4);
    expect(dashboard.pendingTasks).toHaveLength(3);
    expect(dashboard.pendingTasks.map(({ id }) => id)).not.toContain(first?.id);
  });

  it("the platform counts everything, campaigns without a restaurant included", async () => {
    await using app = await createTestApp({ dialect });
    const [admin, owner] = [await app.createActor({ role: "admin" }), await app.createActor()];
    await app.createActor();
    await addCampaign(app, null, 1);
    for (const task of await app.as(owner).checklists.tasks({ restaurantId: owner.restaurantId })) {
      await app.as(owner).checklists.setTask({ id: task.id, isComplete: true });
    }
    const platform = await app.as(admin).restaurants.platform({});
    expect(platform).toMatchObject({ restaurants: 2, users: 3, recentCampaigns: 1, incompleteSetups: 1 });
    expect(platform.daily.at(-1)).toEqual({ day: "2026-03-02", signUps: 3, campaigns: 0 });
    expect(platform.daily.at(-2)).toEqual({ day: "2026-03-01", signUps: 0, campaigns: 1 });
  });

  it("the list pages in both orders without a gap, and names the owner", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    for (const name of ["beta", "Alpha", "ähre", "Zeta", "beta"]) await app.createActor({ restaurantName: name });
    for (const [sort, order, expected] of [
      ["name", "asc", ["Alpha", "Zeta", "beta", "beta", "ähre"]],
      ["name", "desc", ["ähre", "beta", "beta", "Zeta", "Alpha"]],
    ] as const) {
      const names: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await app.as(admin).restaurants.list({ sort, order, limit: 2, ...(cursor ? { cursor } : {}) });
        names.push(...page.items.map(({ name }) => name));
        expect(page.items.every(({ ownerEmail }) => ownerEmail?.endsWith("@test.example"))).toBe(true);
        cursor = page.nextCursor;
      } while (cursor);
      expect(names).toEqual(expected);
    }
  });

  it("the search takes signs as they are, and as a pattern only when asked; case matters only outside ASCII", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    for (const name of ["100% Pizza", "1000 Pizzas", "back\\slash", "Ñandú", "_under"])
      await app.createActor({ restaurantName: name });
    const find = async (search: string, searchAs: "text" | "pattern" = "text") =>
      (await app.as(admin).restaurants.list({ search, searchAs, sort: "name", order: "asc" })).items.map(({ name }) => name);
    expect(await find("100%")).toEqual(["100% Pizza"]);
    expect(await find("100%p", "pattern")).toEqual(["100% Pizza", "1000 Pizzas"]);
    expect(await find("PIZZA")).toEqual(["100% Pizza", "1000 Pizzas"]);
    expect(await find("_u")).toEqual(["_under"]);
    expect(await find("k\\s")).toEqual(["back\\slash"]);
    expect(await find("ñ")).toEqual([]);
    expect(await find("Ñ")).toEqual(["Ñandú"]);
    expect(await find("' or 1=1 --")).toEqual([]);
    expect(await find("")).toHaveLength(5);
  });

  it("F03 nobody reaches another's restaurant, campaign or task by its id", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, stranger] = [await app.createActor(), await app.createActor()];
    const campaignId = await addCampaign(app, owner.restaurantId, 1);
    const orphan = await addCampaign(app, null, 1);
    const [task] = await app.as(owner).checklists.tasks({ restaurantId: owner.restaurantId });
    const as = app.as(stranger);
    const { restaurantId } = owner;
    await expect(as.restaurants.get({ id: restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(as.restaurants.dashboard({ restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(as.campaigns.list({ restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(as.campaigns.get({ id: campaignId })).rejects.toEqual(reason("CAMPAIGN_NOT_FOUND"));
    await expect(as.campaigns.get({ id: orphan })).rejects.toEqual(reason("CAMPAIGN_NOT_FOUND"));
    await expect(as.checklists.tasks({ restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(as.checklists.get({ restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(as.checklists.setTask({ id: task?.id ?? "", isComplete: true })).rejects.toEqual(reason("TASK_NOT_FOUND"));
    const { task: table } = app.db.tables;
    expect(await app.db.$count(table, eq(table.isComplete, true))).toBe(0);
    await expect(app.as(owner).campaigns.get({ id: campaignId })).resolves.toMatchObject({ id: campaignId });
  });

  it("campaigns are listed newest first, by status and type, page by page", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    for (const days of [5, 1, 3]) await addCampaign(app, owner.restaurantId, days);
    await addCampaign(app, owner.restaurantId, 2, "draft");
    const { restaurantId } = owner;
    const first = await app.as(owner).campaigns.list({ restaurantId, limit: 2 });
    const second = await app.as(owner).campaigns.list({ restaurantId, limit: 2, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      "1 days ago",
      "2 days ago",
      "3 days ago",
      "5 days ago",
    ]);
    expect(second.nextCursor).toBeNull();
    expect((await app.as(owner).campaigns.list({ restaurantId, status: "draft" })).items).toHaveLength(1);
    expect((await app.as(owner).campaigns.list({ restaurantId, type: "sms" })).items).toEqual([]);
  });

  it("a campaign keeps the key order and the odd keys of its details", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const id = await addCampaign(app, owner.restaurantId, 1);
    const { campaign } = app.db.tables;
    const details = JSON.parse('{"z":1,"a":{"__proto__":2,"é":[null,true,"",1.5]}}');
    await app.db.update(campaign).set({ details }).where(eq(campaign.id, id));
    expect(JSON.stringify((await app.as(owner).campaigns.get({ id })).details)).toBe(JSON.stringify(details));
  });

  it("tasks are watched: the list now, and again after each change, until the watcher leaves", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const watching = await app.as(owner).checklists.watchTasks({ restaurantId: owner.restaurantId });
    const iterator = watching[Symbol.asyncIterator]();
    const first = await iterator.next();
    const [task] = first.value ?? [];
    const next = iterator.next();
    await app.as(owner).checklists.setTask({ id: task?.id ?? "", isComplete: true });
    expect((await next).value?.find(({ id }: { id: string }) => id === task?.id)).toMatchObject({ isComplete: true });
    await iterator.return?.();
  });

  it("F03 watching somebody else's tasks is refused like a call, not like a broken stream", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, stranger] = [await app.createActor(), await app.createActor()];
    const watching = await app.as(stranger).checklists.watchTasks({ restaurantId: owner.restaurantId });
    await expect(watching[Symbol.asyncIterator]().next()).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(watching[Symbol.asyncIterator]().next()).resolves.toMatchObject({ done: true });
  });

  it("the checklist counts what is done, critical items apart", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { checklistCategory, checklistItem, checklistStatus } = app.db.tables;
    const now = app.clock();
    const [category] = await app.db
      .insert(checklistCategory)
      .values({ name: "C", type: "ongoing", position: 1, createdAt: now })
      .returning();
    const items = await app.db
      .insert(checklistItem)
      .values(
        [1, 2, 3].map((position) => ({
          categoryId: category?.id,
          title: `${position}`,
          position,
          isCritical: position < 3,
          createdAt: now,
        })),
      )
      .returning();
    await app.db.insert(checklistStatus).values([
      { restaurantId: owner.restaurantId, itemId: items[0]?.id, status: "completed", updatedAt: now },
      { restaurantId: owner.restaurantId, itemId: items[2]?.id, status: "not_applicable", notes: "closed", updatedAt: now },
    ]);
    const checklist = await app.as(owner).checklists.get({ restaurantId: owner.restaurantId });
    expect(checklist.progress).toEqual([
      { type: "ongoing", total: 3, completed: 1, percentage: 33, criticalTotal: 2, criticalCompleted: 1, criticalPercentage: 50 },
    ]);
    expect(checklist.categories[0]?.items.map(({ status, notes }) => [status, notes])).toEqual([
      ["completed", null],
      [null, null],
      ["not_applicable", "closed"],
    ]);
  });
});
