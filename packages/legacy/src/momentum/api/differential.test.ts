import { createIdMap } from "@causeway/migrate";
import { DIALECTS } from "@causeway/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOldServer, read } from "../test/old-server.ts";

type Row = Record<string, unknown>;

const MINUTE_MS = 60_000;

const campaignsArbitrary = fc.array(
  fc.record({
    type: fc.constantFrom("ad" as const, "sms" as const),
    status: fc.constantFrom("draft" as const, "active" as const, "paused" as const, "completed" as const),
    name: fc.string({ unit: "grapheme", maxLength: 20 }).filter((name) => !name.includes("\0")),
    details: fc.option(
      fc.record({ offer: fc.string({ maxLength: 5 }).filter((text) => !text.includes("\0")), sent: fc.integer() }),
    ),
    budgetMinor: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
    minutesAgo: fc.integer({ min: 0, max: 30_000 }),
  }),
  { maxLength: 8 },
);

describe.each(DIALECTS)("the old route and the typed procedure, on %s", (dialect) => {
  it("O13 say the same of any restaurant's campaigns", async () => {
    await using old = await createOldServer(dialect);
    const { db, clock } = old.app;
    const ids = createIdMap(db, "momentum");
    const actor = await old.app.createActor();
    const { body } = await old.send("POST", "/api/auth/login", { body: { email: actor.email, password: actor.password } });
    const { token } = read<{ token: string }>(body);
    await fc.assert(
      fc.asyncProperty(campaignsArbitrary, async (planted) => {
        await db.delete(db.tables.campaign);
        for (const { minutesAgo, ...values } of planted) {
          const at = new Date(clock().getTime() - minutesAgo * MINUTE_MS);
          await db.insert(db.tables.campaign).values({ ...values, restaurantId: actor.restaurantId, createdAt: at, updatedAt: at });
        }
        const { items } = await old.app.as(actor).campaigns.list({ restaurantId: actor.restaurantId, limit: 1000 });
        const shown = read<{ campaigns: Row[] }>((await old.send("GET", "/api/dashboard/campaigns", { token })).body).campaigns;
        const known = await Promise.all(shown.map(({ campaign_id: id }) => ids.newId("campaigns", Number(id))));
        const byId = new Map(items.map((item) => [item.id, item]));
        expect(new Set(known)).toEqual(new Set(byId.keys()));
        for (const [at, row] of shown.entries()) {
          const item = byId.get(known[at] ?? "");
          expect(row).toEqual({
            campaign_id: expect.any(Number),
            restaurant_id: 1,
            campaign_type: item?.type,
            status: item?.status,
            name: item?.name,
            details: item?.details === null ? null : JSON.stringify(item?.details),
            budget: item?.budgetMinor === null ? null : Number(item?.budgetMinor) / 100,
            created_at: item?.createdAt.toISOString().slice(0, 19).replace("T", " "),
            updated_at: item?.updatedAt.toISOString().slice(0, 19).replace("T", " "),
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  it("O13 do the same to a task, and find the same restaurants", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.app.createActor({ role: "admin" });
    const actor = await old.app.createActor({ restaurantName: "100% Plant_based" });
    await old.app.createActor({ restaurantName: "Lantern" });
    const signIn = async ({ email, password }: { email: string; password: string }) =>
      read<{ token: string }>((await old.send("POST", "/api/auth/login", { body: { email, password } })).body).token;
    const [token, adminToken] = [await signIn(actor), await signIn(admin)];
    const typed = old.app.as(actor);
    const openTitles = async () => {
      const { pendingTasks } = read<{ pendingTasks: Row[] }>((await old.send("GET", "/api/dashboard/restaurant", { token })).body);
      return pendingTasks.map(({ checklist_item_name: title }) => title);
    };
    const tasks = await typed.checklists.tasks({ restaurantId: actor.restaurantId });
    const titles = tasks.map(({ title }) => title);
    expect(await openTitles()).toEqual(titles.slice(0, 3));
    await old.send("PUT", "/api/dashboard/checklist/1", { token, body: { is_complete: true } });
    expect((await typed.checklists.tasks({ restaurantId: actor.restaurantId })).map(({ isComplete }) => isComplete)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    await typed.checklists.setTask({ id: tasks[1]?.id ?? "", isComplete: true });
    expect(await openTitles()).toEqual(titles.slice(2));

    for (const search of ["lANTERN", "plant", "100%", "zzz", ""]) {
      const { items } = await old.app.as(admin).restaurants.list({ search, searchAs: "pattern" });
      const path = `/api/dashboard/restaurants?search=${encodeURIComponent(search)}`;
      const { restaurants } = read<{ restaurants: Row[] }>((await old.send("GET", path, { token: adminToken })).body);
      expect(new Set(restaurants.map(({ name }) => name))).toEqual(new Set(items.map(({ name }) => name)));
      expect(restaurants).toHaveLength(items.length);
    }
    const platform = await old.app.as(admin).restaurants.platform({});
    expect((await old.send("GET", "/api/dashboard/admin", { token: adminToken })).body).toMatchObject({
      platformStats: { totalRestaurants: platform.restaurants },
      needsAttention: { incompleteSetups: platform.incompleteSetups },
    });
  });
});
