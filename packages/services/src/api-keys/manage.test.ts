import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RECENT_PROOF_MS } from "../runtime/access.ts";
import { authenticateApiKey } from "./authenticate.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const allRefused = (calls: Promise<unknown>[], why: string) =>
  Promise.all(calls.map((call) => expect(call).rejects.toEqual(reason(why))));
const HOUR_MS = 60 * 60 * 1000;
const FROM = { ip: "203.0.113.7", calls: 1 };
const works = async (app: TestApp, key: string) =>
  authenticateApiKey(app.runtime, key, FROM).then(
    () => true,
    () => false,
  );

describe.each(DIALECTS)("API keys on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("F07 are shown once: the database, audit, log and mail hold a hash and the beginning", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor();
    const { key, apiKey } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read"] });
    expect(key).toMatch(/^cw_[a-f0-9]{12}_[\w-]{43}$/);
    expect(apiKey).toMatchObject({ name: "Till", scopes: ["task:read"], state: "active", prefix: key.slice(0, 15) });
    await app.runJobs();
    const { apiKey: table, auditEvent, mailMessage } = app.db.tables;
    const [stored, audit, mails] = [
      await app.db.select().from(table),
      await app.db.select().from(auditEvent),
      await app.db.select().from(mailMessage),
    ];
    const secret = key.slice(16);
    expect(JSON.stringify([stored, audit, mails, app.logs, await app.as(actor).apiKeys.list({})])).not.toContain(secret);
    expect(JSON.stringify(await app.as(actor).apiKeys.list({}))).not.toContain(stored[0]?.hash);
    expect(audit.map(({ action }) => action)).toContain("api-key.create");
    expect(app.providers.mail.sent).toEqual([
      expect.objectContaining({ to: actor.email, subject: "A new API key for your account" }),
    ]);
  });

  it("F01 hold what the contract names and nothing else that a client sends along", async () => {
    const [actor, other] = [await app.createActor(), await app.createActor()];
    const more = {
      userId: other.userId,
      role: "admin",
      permissions: ["platform:read"],
      prefix: "cw_000000000000",
      hash: "x",
      remainingUses: 5,
      remaining: 5,
      createdAt: new Date(0),
      replacesKeyId: other.userId,
      id: other.userId,
    };
    const { apiKey } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read"], ...more });
    const { apiKey: table } = app.db.tables;
    const stored = async () => (await app.db.select().from(table).where(eq(table.id, apiKey.id)))[0];
    const before = await stored();
    expect(before).toMatchObject({ userId: actor.userId, remainingUses: null, replacesKeyId: null, createdAt: app.clock() });
    const changes = { ...more, scopes: ["task:write"], expiresAt: null, id: apiKey.id };
    await app.as(actor).apiKeys.update({ ...changes, name: "Till" });
    expect(await stored()).toEqual(before);
  });

  it("F01 have no scope that their user lacks, nor any that no key may have", async () => {
    await using app = await createTestApp({ dialect });
    const [actor, admin] = [await app.createActor(), await app.createActor({ role: "admin" })];
    await expect(app.as(actor).apiKeys.create({ name: "x", scopes: ["task:read", "platform:read"] })).rejects.toEqual(
      reason("API_KEY_SCOPE"),
    );
    for (const scope of ["api-key:write", "user:impersonate", "user:manage", "role:manage", "mail:read"] as const) {
      await expect(app.as(admin).apiKeys.create({ name: "x", scopes: [scope] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
    await expect(app.as(actor).apiKeys.create({ name: "x", scopes: [] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await app.db.$count(app.db.tables.apiKey)).toBe(0);
  });

  it("F08 are not made, changed or rotated by a session that has ended, nor without a recent proof, nor for somebody else", async () => {
    await using app = await createTestApp({ dialect });
    const [actor, admin] = [await app.createActor(), await app.createActor({ role: "admin" })];
    const { apiKey } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read"] });
    const { id } = apiKey;
    const attempts = (who: typeof actor) => [
      app.as(who).apiKeys.create({ name: "x", scopes: ["task:read"] }),
      app.as(who).apiKeys.rotate({ id }),
      app.as(who).apiKeys.update({ id, name: "y" }),
    ];
    const acting = { ...actor, principal: { ...actor.principal, impersonatorUserId: admin.userId } };
    await allRefused(attempts(acting), "IMPERSONATION_FORBIDS");
    await expect(app.as(acting).apiKeys.revoke({ id })).rejects.toEqual(reason("IMPERSONATION_FORBIDS"));
    app.clock.advance(RECENT_PROOF_MS + 1);
    await allRefused(attempts(actor), "PROOF_NEEDED");
    // The principal is the one from before: as if a cache still had it.
    await app.as(actor).identity.signOut();
    await allRefused(attempts(actor), "NOT_SIGNED_IN");
    expect(await app.db.$count(app.db.tables.apiKey)).toBe(1);
  });

  it("F03 of others are not there: not in the list, not to change, rotate or revoke", async () => {
    const [actor, other] = [await app.createActor(), await app.createActor()];
    const { key, apiKey } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read"] });
    const { id } = apiKey;
    const { apiKeys } = app.as(other);
    expect((await apiKeys.list({})).items).toEqual([]);
    await allRefused([apiKeys.rotate({ id }), apiKeys.update({ id, name: "y" }), apiKeys.revoke({ id })], "API_KEY_NOT_FOUND");
    await expect(apiKeys.listAll({})).rejects.toEqual(reason("PERMISSION_MISSING"));
    expect(await works(app, key)).toBe(true);
  });

  it("end when revoked, by their user or by an administrator, who sees everybody's", async () => {
    await using app = await createTestApp({ dialect });
    const [actor, admin] = [await app.createActor(), await app.createActor({ role: "admin" })];
    const [own, others] = [
      await app.as(actor).apiKeys.create({ name: "one", scopes: ["task:read"] }),
      await app.as(actor).apiKeys.create({ name: "two", scopes: ["task:read"] }),
    ];
    const { items } = await app.as(admin).apiKeys.listAll({ userId: actor.userId });
    expect(items.map(({ name, email }) => [name, email])).toEqual([
      ["two", actor.email],
      ["one", actor.email],
    ]);
    await app.as(actor).apiKeys.revoke({ id: own.apiKey.id });
    await app.as(admin).apiKeys.revoke({ id: others.apiKey.id });
    await app.as(admin).apiKeys.revoke({ id: others.apiKey.id });
    expect(await works(app, own.key)).toBe(false);
    expect(await works(app, others.key)).toBe(false);
    expect((await app.as(actor).apiKeys.list({})).items.map(({ state }) => state)).toEqual(["revoked", "revoked"]);
    const { auditEvent } = app.db.tables;
    const rows = await app.db.select().from(auditEvent).where(eq(auditEvent.action, "api-key.revoke"));
    expect(rows.map(({ actorUserId }) => actorUserId)).toEqual([actor.userId, admin.userId]);
  });

  it("are rotated with an overlap: the new one has the same rights and life, the old one ends after it", async () => {
    const actor = await app.createActor();
    const { apiKeys } = app.as(actor);
    const old = await apiKeys.create({
      name: "Till",
      scopes: ["task:read", "task:write"],
      expiresInDays: 30,
      allowedNetworks: ["203.0.113.0/24"],
      hourlyLimit: 100,
    });
    app.clock.advance(5 * 60_000);
    const next = await apiKeys.rotate({ id: old.apiKey.id, overlapHours: 2 });
    expect(next.apiKey).toMatchObject({
      name: "Till",
      scopes: ["task:read", "task:write"],
      allowedNetworks: ["203.0.113.0/24"],
      hourlyLimit: 100,
      expiresAt: new Date(app.clock().getTime() + 30 * 24 * HOUR_MS),
      replacesKeyId: old.apiKey.id,
    });
    app.clock.advance(2 * HOUR_MS - 1);
    expect([await works(app, old.key), await works(app, next.key)]).toEqual([true, true]);
    app.clock.advance(1);
    expect([await works(app, old.key), await works(app, next.key)]).toEqual([false, true]);
  });

  it("with a number of uses hand them over: they are never used twice", async () => {
    const { apiKeys } = app.as(await app.createActor());
    const old = await apiKeys.create({ name: "Till", scopes: ["task:read"], maxUses: 3 });
    expect(await works(app, old.key)).toBe(true);
    const next = await apiKeys.rotate({ id: old.apiKey.id });
    expect(next.apiKey.remainingUses).toBe(2);
    expect(await works(app, old.key)).toBe(false);
    await expect(apiKeys.rotate({ id: old.apiKey.id })).rejects.toEqual(reason("API_KEY_ENDED"));
  });

  it("are fifty at most that work at the same time", async () => {
    const actor = await app.createActor();
    const { apiKey: table } = app.db.tables;
    const row = { userId: actor.userId, name: "x", hash: "x", scopes: [], createdAt: app.clock() };
    await app.db
      .insert(table)
      .values([
        ...Array.from({ length: 49 }, (_, nth) => ({ ...row, prefix: `open-${nth}` })),
        { ...row, prefix: "revoked", revokedAt: app.clock() },
        { ...row, prefix: "expired", expiresAt: app.clock() },
      ]);
    const { apiKeys } = app.as(actor);
    const last = await apiKeys.create({ name: "x", scopes: ["task:read"] });
    await expect(apiKeys.create({ name: "x", scopes: ["task:read"] })).rejects.toEqual(reason("API_KEY_COUNT"));
    await apiKeys.revoke({ id: last.apiKey.id });
    await apiKeys.create({ name: "x", scopes: ["task:read"] });
  });
});
