import { appRouter } from "@causeway/router";
import { createTestApp, DIALECTS } from "@causeway/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRoutes } from "./routes.ts";
import { arbitraryOf, spoiled } from "./test/arbitrary-of.ts";
import { exchange } from "./test/exchange.ts";
import { createWorld, SAMPLES, type World } from "./test/samples.ts";
import { storedHashes } from "./test/stored-hashes.ts";

const routes = createRoutes(appRouter);

describe.each(DIALECTS)("every route of /v1 on %s", (dialect) => {
  let world: World;
  const answers: unknown[] = [];
  const hashes = new Set<string>();
  beforeAll(async () => {
    world = await createWorld(await createTestApp({ dialect }));
  });
  afterAll(() => world.app[Symbol.asyncDispose]());

  it.each(routes)("G10 $name succeeds as the document says", async (route) => {
    const sample = await SAMPLES[route.name]?.(world);
    if (!sample) throw new Error(`${route.name} has no sample of a call that succeeds.`);
    const answer = await exchange(world.app, route, sample.input, sample.accessToken);
    answers.push(answer.body);
    for (const hash of await storedHashes(world.app)) hashes.add(hash);
    expect(answer).toMatchObject({ status: 200, fault: null });
  });

  it("A13 of all that, and over an old door, no answer, export, log line, mail or audit row holds a hash or salt", async () => {
    const { app, owner } = world;
    const body = JSON.stringify({ email: owner.email, password: owner.password });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body };
    answers.push(await (await app.request("/legacy/momentum/api/auth/login", init)).text());
    await app.runJobs();
    const audit = await app.db.select().from(app.db.tables.auditEvent);
    const told = JSON.stringify([answers, app.logs, audit, app.providers.mail.sent]);
    expect(told).toContain(owner.email);
    const long = [...hashes].filter((hash) => hash.length >= 16);
    expect(long.length).toBeGreaterThan(100);
    expect(long.filter((hash) => told.includes(hash))).toEqual([]);
  });

  describe.each(["nobody", "restaurant", "admin"] as const)("as %s", (role) => {
    it.each(routes)("G06 G10 $name never fails on our side, and answers as the document says", async (route) => {
      const { app, owner, admin, campaignId, taskId } = world;
      const actor = role === "nobody" ? undefined : await app.createActor({ role });
      const { schema } = route.wireInput();
      const ids = [owner.restaurantId, owner.userId, admin.userId, campaignId, taskId, actor?.restaurantId || owner.restaurantId];
      const inputs = arbitraryOf(schema, schema, ids);
      const property = fc.asyncProperty(fc.oneof(inputs, spoiled(inputs)), async (input) => {
        const { status, fault } = await exchange(app, route, route.input ? input : undefined, actor?.accessToken);
        expect(fault).toBeNull();
        expect(status).toBeLessThan(500);
      });
      await fc.assert(property, { numRuns: 12 });
    });
  });
});
