import { randomUUID } from "node:crypto";
import type { Actor, TestApp } from "@causeway/testing";
import { ACCOUNT_SAMPLES } from "./account-samples.ts";
import { ADMIN_SAMPLES } from "./admin-samples.ts";
import { CAMPAIGN_SAMPLES } from "./campaign-samples.ts";
import { CHECKLIST_SAMPLES } from "./checklist-samples.ts";
import { CONTACT_SAMPLES } from "./contact-samples.ts";
import { CROSSING_SAMPLES } from "./crossing-samples.ts";
import { KEY_SAMPLES } from "./key-samples.ts";
import { WORK_SAMPLES } from "./work-samples.ts";

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

/** What an old client holds after it has signed up. */
async function oldTokenOf(app: TestApp): Promise<unknown> {
  const response = await app.request("/legacy/momentum/api/auth/register", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: `${randomUUID()}@test.example`, password: PASSWORD, restaurantName: "Low Water" }),
  });
  const answer: unknown = await response.json();
  return typeof answer === "object" && answer !== null && "token" in answer ? answer.token : null;
}

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
  "identity.exchangeOldToken": async ({ app }) => ({
    input: { system: "momentum", token: await oldTokenOf(app), delivery: "body" },
  }),
  ...ACCOUNT_SAMPLES,
  ...ADMIN_SAMPLES,
  ...KEY_SAMPLES,
  ...WORK_SAMPLES,
  ...CAMPAIGN_SAMPLES,
  ...CONTACT_SAMPLES,
  ...CHECKLIST_SAMPLES,
  ...CROSSING_SAMPLES,
  "restaurants.mine": ({ owner }) => as(owner),
  "restaurants.get": ({ owner }) => as(owner, { id: owner.restaurantId }),
  "restaurants.list": ({ admin }) => as(admin, { search: "test", sort: "name", order: "asc", limit: 2 }),
  "restaurants.dashboard": ({ owner }) => as(owner, { restaurantId: owner.restaurantId }),
  "restaurants.platform": ({ admin }) => as(admin),
  "restaurants.update": ({ owner }) => as(owner, { id: owner.restaurantId, phone: "555-0100" }),
  "restaurants.needsAttention": ({ admin }) => as(admin, { limit: 5 }),
  "restaurants.export": ({ admin }) => as(admin, { limit: 5 }),
};
