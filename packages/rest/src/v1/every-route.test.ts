import { appRouter } from "@causeway/router";
import { createTestApp, DIALECTS } from "@causeway/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRoutes } from "./routes.ts";
import { arbitraryOf, spoiled } from "./test/arbitrary-of.ts";
import { exchange } from "./test/exchange.ts";
import { createWorld, SAMPLES, type World } from "./test/samples.ts";

const routes = createRoutes(appRouter);

describe.each(DIALECTS)("every route of /v1 on %s", (dialect) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(await createTestApp({ dialect }));
  });
  afterAll(() => world.app[Symbol.asyncDispose]());

  it.each(routes)("G10 $name succeeds as the document says", async (route) => {
    const sample = await SAMPLES[route.name]?.(world);
    if (!sample) throw new Error(`${route.name} has no sample of a call that succeeds.`);
    expect(await exchange(world.app, route, sample.input, sample.accessToken)).toMatchObject({ status: 200, fault: null });
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
      await fc.assert(property, { numRuns: 25 });
    });
  });
});
