import { appRouter } from "@causeway/router";
import { createTestApp, DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRoutes } from "./routes.ts";
import { requestOf } from "./test/exchange.ts";
import { createWorld, SAMPLES, type World } from "./test/samples.ts";

/** Changes nothing that anybody could ask about later. */
const NOT_RECORDED = new Set([
  // The session goes on; its beginning and its end are recorded.
  "identity.refresh",
  // Words to look at, stored nowhere.
  "campaigns.previewAd",
  "campaigns.previewSms",
  // Asks for work that records itself.
  "audit.verify",
  "campaigns.syncResults",
  // A secret that nothing depends on yet.
  "secondFactor.begin",
]);
/** Strangers, of whom nothing is known but what they typed. */
const BY_STRANGERS = new Set(["identity.startSignUp", "identity.requestPasswordReset"]);
/** The beginning and the end of acting for somebody name both. */
const FOR_OTHERS = new Set(["identity.impersonate", "identity.endImpersonation"]);
const changes = createRoutes(appRouter).filter(({ type }) => type === "mutation");

describe.each(DIALECTS)("the audit log on %s", (dialect) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(await createTestApp({ dialect, environment: { TRUSTED_PROXIES: "1" } }));
  });
  afterAll(() => world.app[Symbol.asyncDispose]());

  async function rowsOf(requestId: string) {
    const { auditEvent } = world.app.db.tables;
    return world.app.db.select().from(auditEvent).where(eq(auditEvent.requestId, requestId));
  }

  it.each(changes)(
    "L01 has what $name did, once: who, what, when, from where, in which request, with what result",
    async (route) => {
      const sample = await SAMPLES[route.name]?.(world);
      if (!sample) throw new Error(`${route.name} has no sample of a call that succeeds.`);
      const { path, init } = requestOf(route, sample.input);
      const requestId = `request-${route.name}`;
      const told = { "x-request-id": requestId, "x-forwarded-for": "198.51.100.7" };
      const token = sample.accessToken === undefined ? {} : { authorization: `Bearer ${sample.accessToken}` };
      const answer = await world.app.request(path, { ...init, headers: { ...init.headers, ...told, ...token } });
      expect(answer.status).toBe(200);
      const rows = await rowsOf(requestId);
      expect(rows.length > 0).toBe(!NOT_RECORDED.has(route.name));
      for (const row of rows) expect(row).toMatchObject({ at: world.app.clock(), result: "success", ip: "198.51.100.7" });
      expect(rows.every(({ actorUserId }) => (actorUserId === null) === BY_STRANGERS.has(route.name))).toBe(true);
      expect(rows.every(({ actingForUserId }) => (actingForUserId !== null) === FOR_OTHERS.has(route.name))).toBe(true);
      expect(new Set(rows.map(({ action, subjectId }) => `${action} ${subjectId}`)).size).toBe(rows.length);
    },
  );

  it("L01 has a failed sign-in and a lock, each once, and whom somebody acts for", async () => {
    const { app } = world;
    const { email, userId } = await app.createActor();
    const signIn = (requestId: string) =>
      app.request("/v1/identity/sign-in", {
        method: "POST",
        headers: { "content-type": "application/json", "x-request-id": requestId, "x-forwarded-for": "198.51.100.7" },
        body: JSON.stringify({ email, password: "wrong" }),
      });
    for (let index = 1; index <= 5; index++) await signIn(`request-failure-${index}`);
    const failure = { action: "session.create", result: "failure", subjectId: userId, ip: "198.51.100.7", at: app.clock() };
    expect(await rowsOf("request-failure-1")).toMatchObject([failure]);
    expect((await rowsOf("request-failure-5")).map(({ action }) => action).sort()).toEqual(["session.create", "sign-in.lock"]);

    const admin = await app.createActor({ role: "admin" });
    const acting = await app.as(admin).identity.impersonate({ userId: world.owner.userId, delivery: "body" });
    const { owner } = world;
    await app.request("/v1/campaigns/create-ad", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-request-id": "request-acting",
        authorization: `Bearer ${acting.tokens?.accessToken}`,
      },
      body: JSON.stringify({ restaurantId: owner.restaurantId, item: "Oysters", offer: "Two for one", dailyBudgetMinor: 2000 }),
    });
    expect(await rowsOf("request-acting")).toMatchObject([
      { action: "campaign.create", actorUserId: admin.userId, actingForUserId: owner.userId },
    ]);
  });
});
