import { appRouter } from "@causeway/router";
import { type Actor, createTestApp, DIALECTS } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRoutes, type Route } from "./routes.ts";
import { dumpRows } from "./test/dump-rows.ts";
import { exchange } from "./test/exchange.ts";
import { createWorld, SAMPLES, type World } from "./test/samples.ts";

const routes = createRoutes(appRouter);

/** True when an id stands anywhere in what a route takes. */
const takesId = (route: Route) => JSON.stringify(route.wireInput().schema).includes('"format":"uuid"');
const byId = routes.filter(takesId);

/** Where ids only confirm what the caller was told of their own. */
const REFUSALS: Record<string, number[]> = { "identity.deleteAccount": [409] };

async function sampleOf(route: Route, world: World) {
  const sample = await SAMPLES[route.name]?.(world);
  if (!sample) throw new Error(`${route.name} has no sample of a call that succeeds.`);
  return sample;
}

describe.each(DIALECTS)("ids of others on %s", (dialect) => {
  let world: World;
  let stranger: Actor;
  beforeAll(async () => {
    world = await createWorld(await createTestApp({ dialect }));
    stranger = await world.app.createActor({ restaurantName: "The Stranger's" });
  });
  afterAll(() => world.app[Symbol.asyncDispose]());

  it("F03 are looked at: there are procedures that take one", () => {
    expect(byId.length).toBeGreaterThan(20);
  });

  it.each(byId)("F03 $name opens and changes nothing for another user, nor for nobody", async (route) => {
    const { app } = world;
    const { input } = await sampleOf(route, world);
    const before = await dumpRows(app);
    const { status, body } = await exchange(app, route, input, stranger.accessToken);
    expect(REFUSALS[route.name] ?? [403, 404]).toContain(status);
    expect(JSON.stringify(body)).not.toContain(world.owner.email);
    expect((await exchange(app, route, input)).status).toBe(401);
    expect(await dumpRows(app)).toEqual(before);
  });
});
