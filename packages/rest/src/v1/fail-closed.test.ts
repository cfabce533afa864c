import type { Permission } from "@causeway/contract";
import { appRouter } from "@causeway/router";
import { type Actor, createTestApp, DIALECTS } from "@causeway/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { createRoutes } from "./routes.ts";
import { exchange } from "./test/exchange.ts";
import { createWorld, SAMPLES, type World } from "./test/samples.ts";

const guarded = createRoutes(appRouter).filter(({ access }) => access !== "public");
const broken = () => Promise.reject(new Error("the check is broken"));

/** What another version, or somebody by hand, may have written into the column. */
const asStored = (word: string) => word as Permission;
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe.each(DIALECTS)("with a check that cannot be made, on %s", (dialect) => {
  let world: World;
  let inputs: unknown[];
  let key: string;
  let oldToken: string;
  const old = (path: string, init: RequestInit = {}) => world.app.request(`/legacy/momentum/api${path}`, init);
  const throughOtherDoors = async () => {
    const answers = [await world.app.request("/v1/restaurants/mine", bearer(key)), await old("/auth/me", bearer(oldToken))];
    return answers.map(({ status }) => status);
  };
  beforeAll(async () => {
    world = await createWorld(await createTestApp({ dialect }));
    const { app, owner } = world;
    key = (await app.as(owner).apiKeys.create({ name: "till", scopes: ["restaurant:read"] })).key;
    const body = JSON.stringify({ email: owner.email, password: owner.password });
    const answer = await old("/auth/login", { method: "POST", headers: { "content-type": "application/json" }, body });
    oldToken = String(Object(await answer.json()).token);
    inputs = [];
    for (const route of guarded) inputs.push((await SAMPLES[route.name]?.(world))?.input);
  });

  /** What every guarded procedure answers, to an owner and to an administrator. */
  async function answersOf(callers: Actor[]): Promise<Set<number>> {
    const statuses = new Set<number>();
    for (const { accessToken } of callers)
      for (const [nth, route] of guarded.entries())
        statuses.add((await exchange(world.app, route, inputs[nth], accessToken)).status);
    return statuses;
  }

  it("B11 nobody is let through any door: tokens cannot be checked", async () => {
    const { app, owner, admin } = world;
    expect(await throughOtherDoors()).toEqual([200, 200]);
    const { verify } = app.runtime.accessTokens;
    app.runtime.accessTokens.verify = broken;
    expect(await answersOf([owner, admin])).toEqual(new Set([500]));
    app.runtime.accessTokens.verify = verify;
  });

  it("B11 nobody is let through any door: calls cannot be counted", async () => {
    const { app, owner } = world;
    app.runtime.limits = { charge: broken };
    expect(await answersOf([owner])).toEqual(new Set([500]));
    expect(await throughOtherDoors()).toEqual([500, 500]);
    app.runtime.limits = null;
  });

  it("B11 permissions that this version does not know are none", async () => {
    const { app, owner } = world;
    const { rolePermission } = app.db.tables;
    const rows = await app.db.select().from(rolePermission);
    await app.db.delete(rolePermission);
    const odd = ["*", "restaurant:*", "restaurant:reads", "RESTAURANT:READ"];
    await app.db.insert(rolePermission).values(odd.map((word) => ({ roleKey: "restaurant", permission: asStored(word) })));
    const path = `/v1/restaurants/get/${owner.restaurantId}`;
    expect((await app.request(path, bearer(owner.accessToken))).status).toBe(403);
    expect((await app.request(path, bearer(key))).status).toBe(403);
    await app.db.delete(rolePermission);
    await app.db.insert(rolePermission).values(rows);
    expect((await app.request(path, bearer(owner.accessToken))).status).toBe(200);
  });

  it("B11 nobody is let through any door: the database is gone", async () => {
    const { app, owner, admin } = world;
    expect(await throughOtherDoors()).toEqual([200, 200]);
    await app[Symbol.asyncDispose]();
    for (const status of [...(await answersOf([owner, admin])), ...(await throughOtherDoors())])
      expect([500, 503]).toContain(status);
  });
});
