import { randomUUID } from "node:crypto";
import type { Actor, TestApp } from "@causeway/testing";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Sample | Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });
const PASSWORD = "another long enough passage";
const address = () => `${randomUUID()}@test.example`;

/** The token of the newest link that was mailed to somebody. */
async function mailedToken(app: TestApp, to: string): Promise<string> {
  await app.runJobs();
  const texts = app.providers.mail.sent.filter((mail) => mail.to === to).map(({ text }) => text);
  const token = texts.flatMap((text) => [...text.matchAll(/#token=([\w.-]+)/g)]).at(-1)?.[1];
  if (token === undefined) throw new Error(`no link was mailed to ${to}`);
  return token;
}

async function changeRequested({ app }: World): Promise<{ actor: Actor; email: string }> {
  const [actor, email] = [await app.createActor(), address()];
  await app.as(actor).identity.requestEmailChange({ email });
  return { actor, email };
}

/** Calls that succeed: of what people do with their account, each on one of its own. */
export const ACCOUNT_SAMPLES: Samples = {
  "identity.signUpMode": () => ({}),
  "identity.startSignUp": () => ({ input: { email: address() } }),
  "identity.finishSignUp": async ({ app }) => {
    const email = address();
    await app.caller.identity.startSignUp({ email });
    return {
      input: { token: await mailedToken(app, email), password: PASSWORD, restaurant: { name: "Low Water" }, delivery: "body" },
    };
  },
  "identity.requestPasswordReset": async ({ app }) => ({ input: { email: (await app.createActor()).email } }),
  "identity.resetPassword": async ({ app }) => {
    const { email } = await app.createActor();
    await app.caller.identity.requestPasswordReset({ email });
    return { input: { token: await mailedToken(app, email), password: PASSWORD } };
  },
  "identity.changePassword": async ({ app }) => {
    const actor = await app.createActor();
    return as(actor, { currentPassword: actor.password, newPassword: PASSWORD, delivery: "body" });
  },
  "identity.reauthenticate": async ({ app }) => {
    const actor = await app.createActor();
    return as(actor, { password: actor.password, delivery: "body" });
  },
  "identity.verifyEmail": async ({ app }) => {
    const actor = await app.createActor();
    await app.as(actor).identity.resendVerification();
    return { input: { token: await mailedToken(app, actor.email) } };
  },
  "identity.resendVerification": async ({ app }) => as(await app.createActor()),
  "identity.requestEmailChange": async ({ app }) => as(await app.createActor(), { email: address() }),
  "identity.confirmEmailChange": async (world) => {
    const { email } = await changeRequested(world);
    return { input: { token: await mailedToken(world.app, email) } };
  },
  "identity.undoEmailChange": async (world) => {
    const { actor, email } = await changeRequested(world);
    await world.app.caller.identity.confirmEmailChange({ token: await mailedToken(world.app, email) });
    return { input: { token: await mailedToken(world.app, actor.email) } };
  },
  "identity.updateProfile": async ({ app }) => as(await app.createActor(), { displayName: "Nora" }),
  "identity.mySignIns": ({ owner }) => as(owner, { limit: 5 }),
  "identity.oldAccounts": ({ owner }) => as(owner),
  "identity.signInAttempts": ({ admin, owner }) => as(admin, { userId: owner.userId, result: "success", limit: 5 }),
  "identity.exportMyData": async ({ app }) => as(await app.createActor()),
  "identity.previewDeletion": async ({ app }) => as(await app.createActor()),
  "identity.deleteAccount": async ({ app }) => {
    const actor = await app.createActor();
    return as(actor, { restaurantIds: [actor.restaurantId] });
  },
  "identity.restoreAccount": async ({ app }) => {
    const actor = await app.createActor();
    await app.as(actor).identity.deleteAccount({ restaurantIds: [actor.restaurantId] });
    return { input: { token: await mailedToken(app, actor.email) } };
  },
  "mail.list": ({ admin }) => as(admin, { state: "sent", limit: 5 }),
  "mail.get": async ({ app, admin }) => {
    await app.as(await app.createActor()).identity.resendVerification();
    await app.runJobs();
    return as(admin, { id: (await app.as(admin).mail.list({ limit: 1 })).items[0]?.id });
  },
  "mail.templates": ({ admin }) => as(admin),
  "mail.preview": ({ admin }) => as(admin, { template: "reset-password" }),
};
