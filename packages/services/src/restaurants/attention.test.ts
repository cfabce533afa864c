import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const DAY = 24 * 60 * 60 * 1000;

async function addCampaign(app: TestApp, restaurantId: string, daysAgo: number, status: "active" | "failed" = "active") {
  const { campaign } = app.db.tables;
  const at = new Date(app.clock().getTime() - daysAgo * DAY);
  const [row] = await app.db
    .insert(campaign)
    .values({ restaurantId, type: "sms", status, name: "C", launchedAt: at, createdAt: at, updatedAt: at })
    .returning({ id: campaign.id });
  return row?.id ?? "";
}

async function addMessage(app: TestApp, campaignId: string, phone: string, status: "failed" | "unknown" | "delivered") {
  const at = app.clock();
  await app.db
    .insert(app.db.tables.smsMessage)
    .values({ campaignId, phone, body: "b", segments: 1, status, createdAt: at, updatedAt: at });
}

describe.each(DIALECTS)("what needs attention on %s", (dialect) => {
  async function createWorld() {
    const app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const { task, restaurant } = app.db.tables;
    const open = async (restaurantName: string, daysOld: number) => {
      const actor = await app.createActor({ restaurantName });
      await app.db.update(task).set({ isComplete: true }).where(eq(task.restaurantId, actor.restaurantId));
      const createdAt = new Date(app.clock().getTime() - daysOld * DAY);
      await app.db.update(restaurant).set({ createdAt }).where(eq(restaurant.id, actor.restaurantId));
      return actor;
    };
    return { app, admin, open, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  }

  it("is named with all its reasons and how much of each, the newest restaurant first", async () => {
    await using world = await createWorld();
    const { app, admin, open } = world;
    const fine = await open("Fine", 100);
    await addCampaign(app, fine.restaurantId, 1);
    await open("New", 3);
    const idle = await open("Idle", 90);
    await addCampaign(app, idle.restaurantId, 61);
    await open("Never", 80);
    const broken = await open("Broken", 70);
    await addCampaign(app, broken.restaurantId, 200, "failed");
    const id = await addCampaign(app, broken.restaurantId, 2);
    await addMessage(app, id, "+15550100001", "failed");
    await addMessage(app, id, "+15550100002", "unknown");
    await addMessage(app, id, "+15550100003", "delivered");
    const old = await addCampaign(app, fine.restaurantId, 61);
    await addMessage(app, old, "+15550100001", "failed");
    const steps = await app.createActor({ restaurantName: "Steps" });
    const { items, nextCursor } = await app.as(admin).restaurants.needsAttention({});
    expect(items.map(({ name, reasons }) => [name, reasons])).toEqual([
      ["Steps", [{ reason: "FIRST_STEPS_OPEN", count: 4 }]],
      [
        "Broken",
        [
          { reason: "CAMPAIGN_FAILED", count: 1 },
          { reason: "MESSAGES_UNDELIVERED", count: 2 },
        ],
      ],
      ["Never", [{ reason: "NO_RECENT_CAMPAIGN", count: null }]],
      ["Idle", [{ reason: "NO_RECENT_CAMPAIGN", count: 61 }]],
    ]);
    expect([nextCursor, items[0]?.ownerEmail]).toEqual([null, steps.email]);
  });

  it("is paged, and filtered by reason", async () => {
    await using world = await createWorld();
    const { app, admin, open } = world;
    for (const days of [61, 62, 63]) await open(`${days}`, days);
    await app.createActor({ restaurantName: "Steps" });
    const names: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await app
        .as(admin)
        .restaurants.needsAttention({ limit: 2, reason: "NO_RECENT_CAMPAIGN", ...(cursor ? { cursor } : {}) });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(["61", "62", "63"]);
    const { items } = await app.as(admin).restaurants.needsAttention({ reason: "FIRST_STEPS_OPEN" });
    expect(items.map(({ name }) => name)).toEqual(["Steps"]);
  });

  it("is for administrators", async () => {
    await using world = await createWorld();
    const owner = await world.app.createActor();
    await expect(world.app.as(owner).restaurants.needsAttention({})).rejects.toEqual(reason("PERMISSION_MISSING"));
    await expect(world.app.as(owner).restaurants.export({})).rejects.toEqual(reason("PERMISSION_MISSING"));
  });

  it("I07 leaves with all restaurants as CSV, in parts or as one file", async () => {
    await using world = await createWorld();
    const { app, admin, open } = world;
    for (const name of ["=Formula()", "Plain, with comma", "Third"]) await open(name, 10);
    const first = await app.as(admin).restaurants.export({ limit: 2 });
    const second = await app.as(admin).restaurants.export({ limit: 2, cursor: first.nextCursor ?? "" });
    expect([first.rows, second.rows, second.nextCursor]).toEqual([2, 1, null]);
    const file = await app.request("/v1/restaurants/export?limit=2", { headers: { authorization: `Bearer ${admin.accessToken}` } });
    expect(await file.text()).toBe(first.text + second.text);
    expect(first.text + second.text).toMatch(/^name,address,phone,time_zone,owner_email/);
    expect(first.text + second.text).toContain("\r\n'=Formula(),");
    expect((await app.as(admin).restaurants.export({ search: "third" })).rows).toBe(1);
  });

  it("a restaurant's facts are its owner's to change: what is given, and null takes away", async () => {
    await using world = await createWorld();
    const { app, open } = world;
    const owner = await open("Old name", 1);
    const stranger = await open("Other", 1);
    const { restaurantId: id } = owner;
    const as = app.as(owner).restaurants;
    expect(await as.update({ id, name: "New name", timeZone: "Europe/London", phone: "1" })).toMatchObject({
      name: "New name",
      timeZone: "Europe/London",
      phone: "1",
    });
    expect(await as.update({ id, phone: null })).toMatchObject({ name: "New name", timeZone: "Europe/London", phone: null });
    expect(await as.get({ id })).toMatchObject({ phone: null });
    await expect(app.as(stranger).restaurants.update({ id, name: "x" })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(as.update({ id, timeZone: "Mars/Olympus" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("the dashboard covers the period that was asked for, against the one before", async () => {
    await using world = await createWorld();
    const { app, open } = world;
    const { restaurantId, ...owner } = await open("R", 200);
    const campaignId = await addCampaign(app, restaurantId, 100);
    const result = (daysAgo: number, newCustomers: number) => ({
      campaignId,
      day: new Date(app.clock().getTime() - daysAgo * DAY).toISOString().slice(0, 10),
      newCustomers,
      reengagedCustomers: 0,
      spendMinor: newCustomers * 100,
    });
    await app.db
      .insert(app.db.tables.campaignResult)
      .values([
        result(0, 1),
        result(29, 2),
        result(30, 4),
        result(59, 8),
        result(60, 16),
        result(89, 32),
        result(90, 64),
        result(179, 128),
        result(180, 256),
      ]);
    const dashboard = async (days: 7 | 30 | 90) => app.as(owner).restaurants.dashboard({ restaurantId, days });
    const week = await dashboard(7);
    const month = await dashboard(30);
    const quarter = await dashboard(90);
    expect([week, month, quarter].map(({ newCustomers, daily }) => [newCustomers, daily.length])).toEqual([
      [{ current: 1, previous: 0 }, 28],
      [{ current: 3, previous: 12 }, 30],
      [{ current: 63, previous: 192 }, 90],
    ]);
    expect(quarter.spendMinor).toEqual({ current: 6300, previous: 19_200 });
    expect(quarter.daily[0]).toMatchObject({ newCustomers: 32 });
  });
});
