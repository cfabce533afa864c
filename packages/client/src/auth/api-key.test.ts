import { createTestApp } from "@causeway/testing";
import { expect, test } from "vitest";
import { createClient } from "../create-client.ts";
import type { CausewayError } from "../errors.ts";

/** A service of somebody else's, on the other side of a socket, with a key of this user. */
async function setUp(input: { maxUses?: number; allowedNetworks?: string[] } = {}) {
  const app = await createTestApp();
  const [actor, other] = [await app.createActor(), await app.createActor()];
  const { key, apiKey } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read", "restaurant:read"], ...input });
  const signedOut: CausewayError[] = [];
  const onSignedOut = (error: CausewayError) => void signedOut.push(error);
  const client = createClient({ url: await app.listen(), auth: { kind: "bearer", token: key }, onSignedOut });
  return { app, actor, other, apiKey, client, signedOut, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

test("a service with an API key calls procedures as its user, within the key's scopes", async () => {
  await using at = await setUp();
  const { restaurantId } = at.actor;
  const [tasks, restaurants] = await Promise.all([
    at.client.checklists.tasks.query({ restaurantId }),
    at.client.restaurants.mine.query(),
  ]);
  expect(tasks.length).toBeGreaterThan(0);
  expect(restaurants.map(({ id }) => id)).toEqual([restaurantId]);
  const [task] = tasks;
  await expect(at.client.checklists.setTask.mutate({ id: task?.id ?? "", isComplete: true })).rejects.toMatchObject({
    status: 403,
    reason: "PERMISSION_MISSING",
  });
  await expect(at.client.checklists.tasks.query({ restaurantId: at.other.restaurantId })).rejects.toMatchObject({
    reason: "RESTAURANT_NOT_FOUND",
  });
});

test("E10 a key opens nothing of the account: no session, factor, password, key or other user", async () => {
  await using at = await setUp();
  const { identity, secondFactor, apiKeys } = at.client;
  const { id } = at.apiKey;
  const calls = [
    identity.me.query(),
    identity.sessions.query({}),
    identity.endOtherSessions.mutate(),
    identity.signOut.mutate(),
    secondFactor.status.query(),
    secondFactor.begin.mutate(),
    secondFactor.disable.mutate({ code: "123456" }),
    apiKeys.list.query({}),
    apiKeys.revoke.mutate({ id }),
  ];
  await Promise.all(calls.map((call) => expect(call).rejects.toMatchObject({ status: 403, reason: "API_KEY_FORBIDS" })));
  const forbidden = [
    apiKeys.create.mutate({ name: "x", scopes: ["task:read"] }),
    apiKeys.rotate.mutate({ id }),
    identity.impersonate.mutate({ userId: at.other.userId }),
    secondFactor.reset.mutate({ userId: at.other.userId }),
  ];
  await Promise.all(forbidden.map((call) => expect(call).rejects.toMatchObject({ status: 403, reason: "PERMISSION_MISSING" })));
});

test("a key that was revoked ends the calls with its own reason, and nobody is said to be signed out", async () => {
  await using at = await setUp();
  await at.client.restaurants.mine.query();
  await at.app.as(at.actor).apiKeys.revoke({ id: at.apiKey.id });
  await expect(at.client.restaurants.mine.query()).rejects.toMatchObject({ status: 401, reason: "API_KEY_INVALID" });
  expect(at.signedOut).toEqual([]);
});

test("F06 calls of one request are so many uses", async () => {
  await using at = await setUp({ maxUses: 3 });
  const { restaurantId } = at.actor;
  await Promise.all([at.client.restaurants.mine.query(), at.client.checklists.tasks.query({ restaurantId })]);
  const [item] = (await at.app.as(at.actor).apiKeys.list({})).items;
  expect(item?.remainingUses).toBe(1);
  await at.client.restaurants.mine.query();
  await expect(at.client.restaurants.mine.query()).rejects.toMatchObject({ status: 403, reason: "API_KEY_USED_UP" });
});

test("a key for another network is refused, whatever the request says of where it comes from", async () => {
  await using at = await setUp({ allowedNetworks: ["203.0.113.0/24"] });
  await expect(at.client.restaurants.mine.query()).rejects.toMatchObject({ status: 403, reason: "API_KEY_NETWORK" });
});

test("what a key did stands in the audit with the key", async () => {
  await using app = await createTestApp();
  const actor = await app.createActor();
  const { key, apiKey } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read", "task:write"] });
  const client = createClient({ url: await app.listen(), auth: { kind: "bearer", token: key } });
  const [task] = await client.checklists.tasks.query({ restaurantId: actor.restaurantId });
  await client.checklists.setTask.mutate({ id: task?.id ?? "", isComplete: true });
  const events = await app.db.select().from(app.db.tables.auditEvent);
  expect(events.at(-1)).toMatchObject({ actorUserId: actor.userId, details: { apiKey: apiKey.id } });
});
