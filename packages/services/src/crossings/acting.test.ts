import { anonymousContext, createTestApp, DIALECTS } from "@causeway/testing";
import { desc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { ENDED_TOKEN_GRACE_MS, endActing, isTokenEnded, startActing } from "../index.ts";

const DAY_MS = 86_400_000;

describe.each(DIALECTS)("acting for a restaurant by an old token, on %s", (dialect) => {
  it("F05 records begin and end, and needs the permission", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const admin = await app.createActor({ role: "admin" });
    const ctx = { ...anonymousContext(app.runtime), principal: admin.principal };
    const restaurant = await startActing(ctx, { system: "elder", restaurantId: owner.restaurantId });
    expect(restaurant.id).toBe(owner.restaurantId);
    await endActing(ctx, { system: "elder", ended: token(app.clock(), owner.restaurantId) });

    const { auditEvent } = app.db.tables;
    const events = await app.db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(2);
    expect(events.map(({ action, actorUserId, subjectId, details }) => ({ action, actorUserId, subjectId, details }))).toEqual([
      { action: "impersonation.end", actorUserId: admin.userId, subjectId: owner.restaurantId, details: { system: "elder" } },
      { action: "impersonation.start", actorUserId: admin.userId, subjectId: owner.restaurantId, details: { system: "elder" } },
    ]);

    const asOwner = { ...ctx, principal: owner.principal };
    const refused = { reason: "PERMISSION_MISSING" };
    await expect(startActing(asOwner, { system: "elder", restaurantId: owner.restaurantId })).rejects.toMatchObject(refused);
    await expect(endActing(asOwner, { system: "elder", ended: null })).rejects.toMatchObject(refused);
  });

  it("ends a token after its grace, once, and forgets it when it would have run out", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const ctx = { ...anonymousContext(app.runtime), principal: admin.principal };
    const end = (hash: string) => endActing(ctx, { system: "elder", ended: { ...token(app.clock(), null), tokenHash: hash } });
    await end("first");
    await end("first");
    app.clock.advance(ENDED_TOKEN_GRACE_MS - 1);
    expect(await isTokenEnded(ctx, "first")).toBe(false);
    app.clock.advance(1);
    expect(await isTokenEnded(ctx, "first")).toBe(true);
    expect(await isTokenEnded(ctx, "other")).toBe(false);

    app.clock.advance(DAY_MS);
    await end("second");
    expect(await app.db.$count(app.db.tables.legacyEndedToken)).toBe(1);
    const { auditEvent } = app.db.tables;
    const ends = (await app.db.select().from(auditEvent)).filter(({ action }) => action === "impersonation.end");
    expect(ends).toHaveLength(2);
  });
});

function token(now: Date, restaurantId: string | null) {
  return { restaurantId, tokenHash: "hash", tokenExpiresAt: new Date(now.getTime() + DAY_MS) };
}
