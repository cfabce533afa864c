import { type Actor, anonymousContext, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { countCampaignsSince, countGoneSetups, listGoneCampaigns } from "../index.ts";

const system = "elder";
const CAMPAIGNS = { system, kind: "campaigns" };
/** A week after the 13th at 12:00. */
const SINCE = new Date("2026-11-13T12:00:00.000Z");

interface Planted {
  createdAt: string;
  /** What was kept of the old row. */
  originals?: Record<string, string | number | null>;
  restaurantId?: string | null;
}

async function plant({ db }: TestApp, rows: Planted[]): Promise<void> {
  const { campaign, legacyRecord } = db.tables;
  for (const [at, { createdAt, originals, restaurantId }] of rows.entries()) {
    const instant = new Date(createdAt);
    const values = { type: "ad", status: "active", name: `${at}`, createdAt: instant, updatedAt: instant } as const;
    const [row] = await db
      .insert(campaign)
      .values({ ...values, restaurantId: restaurantId ?? null })
      .returning({ id: campaign.id });
    if (!originals) continue;
    await db.insert(legacyRecord).values({ ...CAMPAIGNS, oldId: `${at}`, newId: row?.id ?? "", originals, sourceDigest: "x" });
  }
}

const contextOf = (app: TestApp, actor: Actor) => ({ ...anonymousContext(app.runtime), principal: actor.principal });

describe.each(DIALECTS)("what old databases held as text, on %s", (dialect) => {
  it("counts campaigns since an instant as text compares: of its own day, only what is written in ISO form", async () => {
    await using app = await createTestApp({ dialect });
    const ctx = contextOf(app, await app.createActor({ role: "admin" }));
    await plant(app, [
      // Written as SQLite does: a space sorts before "T", so the whole day of the instant is left out.
      { createdAt: "2026-11-13T00:00:00Z" },
      { createdAt: "2026-11-13T23:59:59Z" },
      { createdAt: "2026-11-12T23:59:59Z" },
      { createdAt: "2026-11-14T00:00:00Z" },
      { createdAt: "2027-01-01T00:00:00Z" },
      { createdAt: "2026-11-14T00:00:00Z", originals: { details: "kept for another column" } },
      { createdAt: "2026-11-13T18:00:00Z", originals: { name: "created_at" } },
      { createdAt: "2026-11-13T11:59:59Z", originals: { created_at: "2026-11-13T11:59:59.999Z" } },
      { createdAt: "2026-11-13T12:00:00Z", originals: { created_at: "2026-11-13T12:00:00.000Z" } },
      { createdAt: "2026-11-13T12:00:01Z", originals: { created_at: "2026-11-13T12:00:01.000Z" } },
      // Another zone: compared as it is written.
      { createdAt: "2026-11-12T22:00:00Z", originals: { created_at: "2026-11-13T13:00:00+15:00" } },
      { createdAt: "1970-01-01T00:00:00Z", originals: { created_at: "yesterday" } },
      { createdAt: "1970-01-01T00:00:00Z", originals: { created_at: null } },
    ]);
    const { count } = await countCampaignsSince(ctx, { of: CAMPAIGNS, column: "created_at", since: SINCE });
    expect(count).toBe(3 + 2 + 1 + 1);
  });

  it("counts one restaurant's campaigns for those who may see them", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, other] = [await app.createActor(), await app.createActor()];
    await plant(app, [
      { createdAt: "2026-11-15T00:00:00Z", restaurantId: owner.restaurantId },
      { createdAt: "2026-11-15T00:00:00Z", restaurantId: other.restaurantId },
    ]);
    const input = { of: CAMPAIGNS, column: "created_at", since: SINCE, restaurantId: owner.restaurantId };
    expect(await countCampaignsSince(contextOf(app, owner), input)).toEqual({ count: 1 });
    await expect(countCampaignsSince(contextOf(app, other), input)).rejects.toMatchObject({ reason: "RESTAURANT_NOT_FOUND" });
    const all = { of: CAMPAIGNS, column: "created_at", since: SINCE };
    await expect(countCampaignsSince(contextOf(app, other), all)).rejects.toMatchObject({ reason: "PERMISSION_MISSING" });
  });

  it("finds the rows of restaurants that were gone, by the id they still name", async () => {
    await using app = await createTestApp({ dialect });
    const admin = contextOf(app, await app.createActor({ role: "admin" }));
    const owner = await app.createActor();
    await plant(app, [
      { createdAt: "2026-11-15T00:00:00Z", originals: { restaurant_id: 999 } },
      { createdAt: "2026-11-15T00:00:00Z", originals: { restaurant_id: "999" } },
      { createdAt: "2026-11-15T00:00:00Z", originals: { restaurant_id: 9990 } },
      { createdAt: "2026-11-15T00:00:00Z", originals: { restaurant_id: 999 }, restaurantId: owner.restaurantId },
      { createdAt: "2026-11-15T00:00:00Z" },
    ]);
    const input = { of: CAMPAIGNS, column: "restaurant_id", oldId: 999 };
    expect((await listGoneCampaigns(admin, input)).map(({ name }) => name).sort()).toEqual(["0", "1"]);
    await expect(listGoneCampaigns(contextOf(app, owner), input)).rejects.toMatchObject({ reason: "PERMISSION_MISSING" });

    const { task, legacyRecord } = app.db.tables;
    const of = { system, kind: "tasks" };
    for (const [at, [restaurant, isComplete]] of [
      [7, false],
      [7, false],
      [8, false],
      [9, true],
    ].entries()) {
      const values = { title: "t", isComplete: isComplete === true, createdAt: SINCE, updatedAt: SINCE };
      const [row] = await app.db.insert(task).values(values).returning({ id: task.id });
      const originals = { restaurant_id: Number(restaurant) };
      await app.db.insert(legacyRecord).values({ ...of, oldId: `${at}`, newId: row?.id ?? "", originals, sourceDigest: "x" });
    }
    expect(await countGoneSetups(admin, { of, column: "restaurant_id" })).toEqual({ count: 2 });
  });
});
