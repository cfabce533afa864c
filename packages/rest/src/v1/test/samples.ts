import type { Actor, TestApp } from "@causeway/testing";

/** Where every procedure can succeed. */
export interface World {
  app: TestApp;
  owner: Actor;
  admin: Actor;
  campaignId: string;
  taskId: string;
}

export interface Sample {
  input?: unknown;
  accessToken?: string;
}

export async function createWorld(app: TestApp): Promise<World> {
  const owner = await app.createActor();
  const admin = await app.createActor({ role: "admin" });
  const at = app.clock();
  const values = { restaurantId: owner.restaurantId, name: "Oysters", details: { a: [1, null] }, createdAt: at, updatedAt: at };
  const [campaign] = await app.db
    .insert(app.db.tables.campaign)
    .values({ ...values, type: "ad", status: "active" })
    .returning();
  const [task] = await app.as(owner).checklists.tasks({ restaurantId: owner.restaurantId });
  return { app, owner, admin, campaignId: campaign?.id ?? "", taskId: task?.id ?? "" };
}

const as = ({ accessToken }: Actor, input?: unknown): Sample => ({ input, accessToken });
const PASSWORD = "a long enough password";

/** For each procedure a call that succeeds, on accounts of its own where it ends a session. */
export const SAMPLES: Record<string, (world: World) => Sample | Promise<Sample>> = {
  "identity.signUp": () => ({ input: { email: "new@test.example", password: PASSWORD, restaurant: { name: "Low Water" } } }),
  "identity.signIn": ({ owner }) => ({ input: { email: owner.email, password: owner.password, delivery: "body" } }),
  "identity.refresh": async ({ app }) => ({ input: { refreshToken: (await app.createActor()).refreshToken, delivery: "body" } }),
  "identity.signOut": async ({ app }) => as(await app.createActor()),
  "identity.me": ({ owner }) => as(owner),
  "identity.sessions": ({ owner }) => as(owner, { limit: 5 }),
  "identity.endSession": async ({ app }) => {
    const actor = await app.createActor();
    return as(actor, { id: actor.principal.sessionId });
  },
  "identity.endOtherSessions": ({ owner }) => as(owner),
  "identity.impersonate": async ({ app, owner }) =>
    as(await app.createActor({ role: "admin" }), { userId: owner.userId, delivery: "body" }),
  "identity.endImpersonation": async ({ app, owner }) => {
    const admin = await app.createActor({ role: "admin" });
    const { tokens } = await app.as(admin).identity.impersonate({ userId: owner.userId, delivery: "body" });
    return { accessToken: tokens?.accessToken ?? "", input: { delivery: "body" } };
  },
  "restaurants.mine": ({ owner }) => as(owner),
  "restaurants.get": ({ owner }) => as(owner, { id: owner.restaurantId }),
  "restaurants.list": ({ admin }) => as(admin, { search: "test", sort: "name", order: "asc", limit: 2 }),
  "restaurants.dashboard": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "restaurants.platform": ({ admin }) => as(admin),
  "campaigns.list": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, status: "active" }),
  "campaigns.get": ({ owner, campaignId }) => as(owner, { id: campaignId }),
  "checklists.tasks": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "checklists.setTask": ({ owner, taskId }) => as(owner, { id: taskId, isComplete: true }),
  "checklists.watchTasks": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "checklists.get": ({ owner }) => as(owner, { restaurantId: owner.restaurantId, type: "ongoing" }),
};
