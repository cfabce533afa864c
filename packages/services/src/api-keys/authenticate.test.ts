import { openStore } from "@causeway/db";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticateApiKey } from "./authenticate.ts";

const FROM = { ip: "203.0.113.7", calls: 1 };
const HOUR_MS = 60 * 60 * 1000;
const use = (app: TestApp, key: string, from: Partial<typeof FROM> = {}) =>
  authenticateApiKey(app.runtime, key, { ...FROM, ...from });
const refused = (reason: string) => expect.objectContaining({ reason });

describe.each(DIALECTS)("whoever presents an API key, on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("is its user with the scopes that the user still holds", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor();
    const { key, apiKey } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read", "campaign:read"] });
    const principal = await use(app, key);
    expect(principal).toMatchObject({ kind: "user", userId: actor.userId, sessionId: null, apiKeyId: apiKey.id });
    expect([...principal.permissions].sort()).toEqual(["campaign:read", "task:read"]);

    const { rolePermission } = app.db.tables;
    await app.db
      .delete(rolePermission)
      .where(and(eq(rolePermission.roleKey, "restaurant"), eq(rolePermission.permission, "campaign:read")));
    expect([...(await use(app, key)).permissions]).toEqual(["task:read"]);
  });

  it("B10 is nobody once the key was revoked or has expired, or its user was disabled or deleted", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor();
    const { apiKeys } = app.as(actor);
    const { key } = await apiKeys.create({ name: "Till", scopes: ["task:read"], expiresInDays: 1 });
    const { key: lasting } = await apiKeys.create({ name: "Till", scopes: ["task:read"], expiresInDays: null });
    app.clock.advance(24 * HOUR_MS - 1);
    await use(app, key);
    app.clock.advance(1);
    await expect(use(app, key)).rejects.toEqual(refused("API_KEY_INVALID"));
    const { user } = app.db.tables;
    await app.db.update(user).set({ disabledAt: app.clock() }).where(eq(user.id, actor.userId));
    await expect(use(app, lasting)).rejects.toEqual(refused("API_KEY_INVALID"));
    await app.db.update(user).set({ disabledAt: null }).where(eq(user.id, actor.userId));
    await use(app, lasting);
    await app.db.delete(app.db.tables.restaurant);
    await app.db.delete(user).where(eq(user.id, actor.userId));
    await expect(use(app, lasting)).rejects.toEqual(refused("API_KEY_INVALID"));
  });

  it("is nobody with any other key of the same beginning", async () => {
    const { key } = await app.as(await app.createActor()).apiKeys.create({ name: "Till", scopes: ["task:read"] });
    const wrong = [
      `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
      key.slice(0, 16),
      `${key}x`,
      key.toUpperCase(),
      "cw_",
      "cw_x_y",
    ];
    for (const other of wrong) await expect(use(app, other), other).rejects.toEqual(refused("API_KEY_INVALID"));
  });

  it("F06 a key with one use left lets exactly one of 50 parallel calls pass, in two processes", async () => {
    await using store = openStore(app.databaseUrl);
    const other = { db: store.db, clock: app.clock };
    const { key, apiKey } = await app
      .as(await app.createActor())
      .apiKeys.create({ name: "Once", scopes: ["task:read"], maxUses: 1 });
    const calls = Array.from({ length: 50 }, (_, nth) => authenticateApiKey(nth % 2 ? other : app.runtime, key, FROM));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { apiKey: table } = app.db.tables;
    const [row] = await app.db.select().from(table).where(eq(table.id, apiKey.id));
    expect(row?.remainingUses).toBe(0);
    await expect(use(app, key)).rejects.toEqual(refused("API_KEY_USED_UP"));
  });

  it("F06 a request with several calls takes as many uses, or none", async () => {
    const { key } = await app.as(await app.createActor()).apiKeys.create({ name: "Five", scopes: ["task:read"], maxUses: 5 });
    await use(app, key, { calls: 3 });
    await expect(use(app, key, { calls: 3 })).rejects.toEqual(refused("API_KEY_USED_UP"));
    await use(app, key, { calls: 2 });
    await expect(use(app, key)).rejects.toEqual(refused("API_KEY_USED_UP"));
  });

  it("is stopped at the key's hourly limit until the hour is over", async () => {
    const { key } = await app.as(await app.createActor()).apiKeys.create({ name: "Slow", scopes: ["task:read"], hourlyLimit: 10 });
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => use(app, key)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    await expect(use(app, key)).rejects.toMatchObject({ reason: "RATE_LIMITED", details: { retryAfterSeconds: 3600 } });
    app.clock.advance(HOUR_MS);
    await use(app, key);
  });

  it("is refused from outside the key's networks", async () => {
    const { apiKeys } = app.as(await app.createActor());
    const allowedNetworks = ["198.51.100.1", "203.0.113.0/28"];
    const { key, apiKey } = await apiKeys.create({ name: "Office", scopes: ["task:read"], allowedNetworks, maxUses: 2 });
    for (const ip of ["203.0.113.16", null, "2001:db8::1"])
      await expect(authenticateApiKey(app.runtime, key, { ip, calls: 1 })).rejects.toEqual(refused("API_KEY_NETWORK"));
    await use(app, key, { ip: "::ffff:203.0.113.15" });
    await apiKeys.update({ id: apiKey.id, allowedNetworks: null });
    await use(app, key, { ip: "203.0.113.16" });
  });

  it("leaves the time and place of the last use, written once a minute", async () => {
    const { apiKeys } = app.as(await app.createActor());
    const { key } = await apiKeys.create({ name: "Till", scopes: ["task:read"] });
    const last = async () => {
      const [item] = (await apiKeys.list({})).items;
      return { at: item?.lastUsedAt, ip: item?.lastUsedIp };
    };
    expect(await last()).toEqual({ at: null, ip: null });
    const first = app.clock();
    await use(app, key);
    app.clock.advance(59_999);
    await use(app, key, { ip: "198.51.100.1" });
    expect(await last()).toEqual({ at: first, ip: FROM.ip });
    app.clock.advance(1);
    await use(app, key, { ip: "198.51.100.1" });
    expect(await last()).toEqual({ at: app.clock(), ip: "198.51.100.1" });
  });
});
