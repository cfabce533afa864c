import { DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createOldServer, type OldServer, read } from "../test/old-server.ts";

type Row = Record<string, unknown>;

const TASKS = [
  "Complete your Google Business Profile setup",
  "Upload high-quality photos of your dishes",
  "Set up your social media accounts",
  "Create your first customer list",
];

interface Planted {
  name: string;
  createdAt: string;
  status?: "active" | "draft";
  details?: null | object;
  budgetMinor?: number | null;
  originals?: Record<string, string | number>;
}

/** Campaigns, which no route of the old server makes; their old ids are those of their places. */
async function plantCampaigns({ app: { db } }: OldServer, restaurantId: string | null, rows: Planted[]): Promise<void> {
  const { campaign, legacyRecord } = db.tables;
  for (const [at, { name, createdAt, status = "active", details = null, budgetMinor = null, originals }] of rows.entries()) {
    const instant = new Date(createdAt);
    const values = {
      restaurantId,
      type: "ad",
      status,
      name,
      details: details === null ? null : { ...details },
      budgetMinor,
      createdAt: instant,
      updatedAt: instant,
    } as const;
    const [row] = await db.insert(campaign).values(values).returning({ id: campaign.id });
    const record = {
      system: "momentum",
      kind: "campaigns",
      oldId: `${at + 1}`,
      newId: row?.id ?? "",
      originals: originals ?? null,
    };
    await db.insert(legacyRecord).values({ ...record, sourceDigest: "x" });
  }
}

async function restaurantOf({ app: { db } }: OldServer, name: string): Promise<string> {
  const { restaurant } = db.tables;
  const [row] = await db.select({ id: restaurant.id }).from(restaurant).where(eq(restaurant.name, name));
  return row?.id ?? "";
}

const get = async (old: OldServer, path: string, token: string) => (await old.send("GET", path, { token })).body;

describe.each(DIALECTS)("the old restaurant's dashboard, on %s", (dialect) => {
  it("has its keys in the old order, figures from real results, and three open tasks", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com", restaurantName: "Lantern" });
    const at = "2026-03-02 09:30:00";
    const task = (id: number) => ({
      status_id: id,
      restaurant_id: 1,
      checklist_item_name: TASKS[id - 1],
      is_complete: 0,
      created_at: at,
      updated_at: at,
    });
    const { text } = await old.send("GET", "/api/dashboard/restaurant", { token });
    expect(text).toBe(
      JSON.stringify({
        restaurant: { restaurant_id: 1, user_id: 1, name: "Lantern", address: "", phone: "", created_at: at },
        performanceSnapshot: { newCustomersAcquired: 0, customersReengaged: 0, period: "Last 7 Days" },
        activeCampaigns: [],
        pendingTasks: [task(1), task(2), task(3)],
        campaignStats: { recentCampaigns: 0 },
      }),
    );
  });

  it("O03 O04 shows campaigns as they were stored, newest first by the text of their dates", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com", restaurantName: "Lantern" });
    await plantCampaigns(old, await restaurantOf(old, "Lantern"), [
      { name: "first of a second", createdAt: "2026-02-20T10:00:00.900Z" },
      { name: "second of it", createdAt: "2026-02-20T10:00:00.100Z", budgetMinor: 1250 },
      { name: "later that day", createdAt: "2026-02-20T23:59:59Z", status: "draft", budgetMinor: 1000 },
      {
        name: "ISO text, early that day",
        createdAt: "2026-02-20T00:00:01Z",
        originals: { created_at: "2026-02-20T00:00:01.000Z" },
      },
      {
        name: "newest",
        createdAt: "2026-02-27T00:00:00Z",
        details: { b: 1, a: "ü" },
        originals: { details: '{ "b": 1, "a": "ü" }' },
      },
    ]);
    const { campaigns } = read<{ campaigns: Row[] }>(await get(old, "/api/dashboard/campaigns", token));
    expect(campaigns.map(({ name }) => name)).toEqual([
      "newest",
      "ISO text, early that day",
      "later that day",
      "first of a second",
      "second of it",
    ]);
    expect(JSON.stringify(campaigns[0])).toBe(
      JSON.stringify({
        campaign_id: 5,
        restaurant_id: 1,
        campaign_type: "ad",
        status: "active",
        name: "newest",
        details: '{ "b": 1, "a": "ü" }',
        budget: null,
        created_at: "2026-02-27 00:00:00",
        updated_at: "2026-02-27 00:00:00",
      }),
    );
    expect(campaigns.map(({ budget }) => budget)).toEqual([null, null, 10, null, 12.5]);
    const home = read<{ activeCampaigns: Row[]; campaignStats: object }>(await get(old, "/api/dashboard/restaurant", token));
    expect(home.activeCampaigns.map(({ campaign_id: id }) => id)).toEqual([5, 4, 1]);
    expect(home.campaignStats).toEqual({ recentCampaigns: 1 });
  });

  it("shows the new value of what was changed since the import", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com", restaurantName: "Lantern" });
    await plantCampaigns(old, await restaurantOf(old, "Lantern"), [
      { name: "x", createdAt: "2026-02-27T00:00:00Z", details: { a: 1 }, originals: { details: '{ "a": 1 }' } },
    ]);
    await old.app.db.update(old.app.db.tables.campaign).set({ details: { a: 2 } });
    const { campaigns } = read<{ campaigns: Row[] }>(await get(old, "/api/dashboard/campaigns", token));
    expect(campaigns[0]).toMatchObject({ details: '{"a":2}' });
  });

  it("gives rows made on the new side the next ids when they are first shown", async () => {
    await using old = await createOldServer(dialect);
    const actor = await old.app.createActor({
      email: "new@example.com",
      password: "a long enough password",
      restaurantName: "New",
    });
    await old.register({ email: "nora@example.com" });
    const { body } = await old.send("POST", "/api/auth/login", {
      body: { email: "new@example.com", password: "a long enough password" },
    });
    const { token, user } = read<{ token: string; user: object }>(body);
    expect(user).toMatchObject({
      user_id: 1,
      restaurant: { restaurant_id: 2, user_id: 1, name: "New", address: null, phone: null },
    });
    await old.app.db.insert(old.app.db.tables.campaign).values({
      restaurantId: actor.restaurantId,
      type: "sms",
      status: "active",
      name: "made here",
      createdAt: old.app.clock(),
      updatedAt: old.app.clock(),
    });
    for (const _ of ["first", "again"]) {
      const { campaigns } = read<{ campaigns: Row[] }>(await get(old, "/api/dashboard/campaigns", token));
      expect(campaigns).toMatchObject([{ campaign_id: 1, restaurant_id: 2, name: "made here" }]);
      const home = read<{ pendingTasks: Row[] }>(await get(old, "/api/dashboard/restaurant", token));
      expect(home.pendingTasks.map(({ status_id: id }) => id)).toEqual([5, 6, 7]);
    }
  });

  it("belongs to the user's restaurant with the lowest old id", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com", restaurantName: "First" });
    const { restaurant } = old.app.db.tables;
    const [first] = await old.app.db.select().from(restaurant);
    const before = new Date("2020-01-01T00:00:00Z");
    await old.app.db
      .insert(restaurant)
      .values({ ownerUserId: first?.ownerUserId ?? "", name: "Second", createdAt: before, updatedAt: before });
    const { body } = await old.send("GET", "/api/dashboard/restaurant", { token });
    expect(read<{ restaurant: Row }>(body).restaurant).toMatchObject({ restaurant_id: 1, name: "First" });
    const admin = await old.signInAdmin();
    const list = read<{ restaurants: Row[] }>(await get(old, "/api/dashboard/restaurants", admin));
    expect(list.restaurants).toMatchObject([
      { restaurant_id: 1, name: "First" },
      { restaurant_id: 2, name: "Second", address: null, created_at: "2020-01-01 00:00:00" },
    ]);
  });
});

describe.each(DIALECTS)("the old first steps, on %s", (dialect) => {
  const put = (old: OldServer, id: string, token: string, value?: unknown) =>
    old.send("PUT", `/api/dashboard/checklist/${id}`, { token, body: value === undefined ? {} : { is_complete: value } });

  it("are open exactly when what was sent equals 0 to the old database", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com" });
    const isOpen = async () => {
      const { pendingTasks } = read<{ pendingTasks: Row[] }>(await get(old, "/api/dashboard/restaurant", token));
      return pendingTasks.some(({ status_id: id }) => id === 1);
    };
    for (const value of [true, 1, 2, -1, 0.5, "1", "false", "true", "", " ", "0x0", null, undefined, [], {}, [0], "0 0"]) {
      expect(await put(old, "1", token, 0)).toMatchObject({ status: 200 });
      expect(await isOpen()).toBe(true);
      const answer = await put(old, "1", token, value);
      expect([answer.status, answer.body]).toEqual([200, { message: "Checklist item updated successfully" }]);
      expect([value, await isOpen()]).toEqual([value, false]);
    }
    for (const value of [0, false, "0", " 0 ", "0.0", "-0", "0e5", -0]) {
      await put(old, "1", token, true);
      await put(old, "1", token, value);
      expect([value, await isOpen()]).toEqual([value, true]);
    }
  });

  it("are found by the leading digits, within the restaurant alone", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    const { token } = await old.register({ email: "nora@example.com" });
    await old.register({ email: "mateo@example.com" });
    const acting = read<{ token: string }>((await old.send("POST", "/api/auth/impersonate/1", { token: admin })).body).token;
    for (const by of [token, acting]) {
      for (const id of ["3", "3abc", "3.7"]) expect((await put(old, id, by, true)).status).toBe(200);
      for (const id of ["5", "99999", "abc", "0", "-3"]) {
        const answer = await put(old, id, by, true);
        expect([answer.status, answer.body]).toEqual([404, { error: "Checklist item not found" }]);
      }
    }
  });

  it("say when they were changed, also when nothing was, and read forms", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com" });
    old.app.clock.advance(5000);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await old.send("PUT", "/api/dashboard/checklist/2", { token, headers, body: "is_complete=0" });
    const { pendingTasks } = read<{ pendingTasks: Row[] }>(await get(old, "/api/dashboard/restaurant", token));
    expect(pendingTasks[1]).toMatchObject({ status_id: 2, created_at: "2026-03-02 09:30:00", updated_at: "2026-03-02 09:30:05" });
    const none = await old.send("PUT", "/api/dashboard/checklist/2", { token });
    expect([none.status, none.body]).toEqual([500, { error: "Something went wrong!" }]);
  });
});

describe.each(DIALECTS)("the old platform's dashboard, on %s", (dialect) => {
  it("counts restaurants, recent campaigns and unfinished setups as the old server counted", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    const { token } = await old.register({ email: "nora@example.com", restaurantName: "Lantern" });
    await old.register({ email: "mateo@example.com" });
    for (const id of [1, 2, 3, 4])
      await old.send("PUT", `/api/dashboard/checklist/${id}`, { token, body: { is_complete: "done" } });
    await plantCampaigns(old, null, [{ name: "of nobody", createdAt: "2026-03-01T00:00:00Z", originals: { restaurant_id: 999 } }]);
    const { task, legacyRecord } = old.app.db.tables;
    const at = old.app.clock();
    const [gone] = await old.app.db
      .insert(task)
      .values({ title: "t", isComplete: false, createdAt: at, updatedAt: at })
      .returning({ id: task.id });
    const record = { system: "momentum", kind: "checklist_status", oldId: "77", newId: gone?.id ?? "" };
    await old.app.db.insert(legacyRecord).values({ ...record, originals: { restaurant_id: 777 }, sourceDigest: "x" });
    const { text } = await old.send("GET", "/api/dashboard/admin", { token: admin });
    expect(text).toBe(
      '{"platformStats":{"totalRestaurants":2,"recentCampaigns":1,"period":"Last 7 Days"},"needsAttention":{"incompleteSetups":2}}',
    );
    const acting = old.forge({ user_id: 1, role: "admin", impersonating_restaurant_id: 999 });
    expect(read<{ campaigns: Row[] }>(await get(old, "/api/dashboard/campaigns", acting)).campaigns).toMatchObject([
      { campaign_id: 1, restaurant_id: 999, name: "of nobody" },
    ]);
  });

  it("lists restaurants with their owners, newest second first, and those of one second by their ids", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    for (const nth of [1, 2]) {
      await old.register({ email: `${nth}@example.com`, restaurantName: `R${nth}` });
      old.app.clock.advance(400);
    }
    old.app.clock.advance(600);
    await old.register({ email: "3@example.com", restaurantName: "R3" });
    const { restaurant } = old.app.db.tables;
    await old.app.db
      .insert(restaurant)
      .values({ ownerUserId: null, name: "Nobody's", createdAt: old.app.clock(), updatedAt: old.app.clock() });
    const { text, body } = await old.send("GET", "/api/dashboard/restaurants", { token: admin });
    expect(read<{ restaurants: Row[] }>(body).restaurants.map(({ restaurant_id: id }) => id)).toEqual([3, 1, 2]);
    expect(text).toContain(
      '{"restaurant_id":3,"user_id":4,"name":"R3","address":"","phone":"","created_at":"2026-03-02 09:30:01","email":"3@example.com","signup_date":"2026-03-02 09:30:01"}',
    );
  });

  it("O07 searches names by the pattern of SQL, in either case of ASCII letters", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    const names = ["Blue Fig Kitchen", "Café Ñandú", "100% Vegan", "a,b", "back\\slash", " Lantern Two"];
    for (const [at, restaurantName] of names.entries()) await old.register({ email: `${at}@example.com`, restaurantName });
    const search = async (query: string) => {
      const { restaurants } = read<{ restaurants: Row[] }>(await get(old, `/api/dashboard/restaurants?${query}`, admin));
      return restaurants.map(({ name }) => name);
    };
    expect(await search("search=")).toHaveLength(6);
    expect(await search("other=1&limit=1&page=2")).toHaveLength(6);
    expect(await search("search[]=zzz")).toHaveLength(6);
    expect(await search("search=bLUE")).toEqual(["Blue Fig Kitchen"]);
    expect(await search("search=Blue_Fig")).toEqual(["Blue Fig Kitchen"]);
    expect(await search("search=B%25n")).toEqual(["Blue Fig Kitchen"]);
    expect(await search("search=%C3%B1and%C3%BA")).toEqual([]);
    expect(await search("search=%C3%91and%C3%BA")).toEqual(["Café Ñandú"]);
    expect(await search("search=%25%25")).toHaveLength(6);
    expect(await search("search=a&search=b")).toEqual(["a,b"]);
    expect(await search("search=%5C")).toEqual(["back\\slash"]);
    expect(await search("search=k%5Cs")).toEqual(["back\\slash"]);
    expect(await search("search=0%5C%25")).toEqual([]);
    expect(await search("search=Lantern%20")).toEqual([" Lantern Two"]);
    expect(await search("search=%20lantern+t")).toEqual([" Lantern Two"]);
    expect(await search("search=example.com")).toEqual([]);
    expect(await search(`search=${"%25".repeat(1001)}`)).toEqual([]);
    for (const none of ["%00", "Blue%00Fig"]) expect(await search(`search=${none}`)).toEqual([]);
  });
});
