import { PERMISSIONS } from "@causeway/contract";
import { appRouter } from "@causeway/router";
import { createTestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRoutes } from "./routes.ts";
import { exchange } from "./test/exchange.ts";
import { createWorld, SAMPLES, type World } from "./test/samples.ts";

const changes = createRoutes(appRouter).filter(({ type, access }) => type === "mutation" && access !== "public");

/** What guards accounts: nothing of it is done in another's name, a new procedure neither, except what is named. */
const GUARDED = new Set(["identity", "secondFactor", "apiKeys", "roles", "users", "crossings"]);
const EXCEPT = new Set(["identity.updateProfile", "identity.signOut", "identity.endImpersonation"]);
/** What administrators act for others for. */
const BUSINESS = new Set(["restaurants", "campaigns", "contacts", "checklists", "files", "jobs", "audit"]);

const guarded = changes.filter(({ name, feature }) => GUARDED.has(feature) && !EXCEPT.has(name));

/** Somebody whose role may do everything and ranks lower, so that an administrator may act for them. */
async function createEverything({ app, admin }: World): Promise<string> {
  await app.as(admin).roles.create({ key: "everything", rank: 90, permissions: [...PERMISSIONS] });
  const { userId } = await app.createActor();
  await app.as(admin).users.setRole({ id: userId, role: "everything" });
  return userId;
}

describe("whoever acts for somebody else", () => {
  let world: World;
  let userId: string;
  beforeAll(async () => {
    world = await createWorld(await createTestApp());
    userId = await createEverything(world);
  });
  afterAll(() => world.app[Symbol.asyncDispose]());

  async function act() {
    const admin = await world.app.createActor({ role: "admin" });
    const { tokens } = await world.app.as(admin).identity.impersonate({ userId, delivery: "body" });
    return { admin, token: tokens?.accessToken ?? "" };
  }

  it.each(guarded)("F05 cannot change what guards the account: $name", async (route) => {
    const sample = await SAMPLES[route.name]?.(world);
    const { status, body } = await exchange(world.app, route, sample?.input, (await act()).token);
    const isNested = route.name === "identity.impersonate";
    expect([status, Object(body).reason]).toEqual(isNested ? [409, "IMPERSONATION_NESTED"] : [403, "IMPERSONATION_FORBIDS"]);
  });

  it("F05 is on one side of the line or the other with every procedure", () => {
    expect(changes.filter(({ feature }) => !GUARDED.has(feature) && !BUSINESS.has(feature))).toEqual([]);
    const names = new Set(changes.map(({ name }) => name));
    expect([...EXCEPT].filter((name) => !names.has(name))).toEqual([]);
  });

  it("F05 does the rest, with both names in the record", async () => {
    const { admin, token } = await act();
    const [route] = changes.filter(({ name }) => name === "campaigns.createAd");
    const sample = await SAMPLES["campaigns.createAd"]?.(world);
    if (!route || !sample) throw new Error("there is no such procedure");
    expect((await exchange(world.app, route, sample.input, token)).status).toBe(200);
    const { items } = await world.app.as(world.admin).audit.list({ action: "campaign.create", actorUserId: admin.userId });
    expect(items).toMatchObject([{ actor: { id: admin.userId }, actingFor: { id: userId } }]);
  });
});
