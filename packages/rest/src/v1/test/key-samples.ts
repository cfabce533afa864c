import { type Actor, appCode, beginSignIn, setUpFactor, type TestApp } from "@causeway/testing";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });
const ownerOfFactor = async (app: TestApp) => setUpFactor(app, await app.createActor());

async function trustedDeviceOf(app: TestApp) {
  const owner = await ownerOfFactor(app);
  const challenge = await beginSignIn(app, owner);
  await app.caller.identity.completeSignIn({ challenge, code: owner.code(), rememberDevice: true, delivery: "body" });
  const [device] = (await app.as(owner).secondFactor.trustedDevices({})).items;
  return { owner, id: device?.id };
}

const KEY = { name: "Till", scopes: ["task:read" as const] };
async function ownerOfKey(app: TestApp) {
  const owner = await app.createActor();
  const { apiKey } = await app.as(owner).apiKeys.create(KEY);
  return { owner, id: apiKey.id };
}

/** Calls that succeed: of what guards an account, each on an account of its own. */
export const KEY_SAMPLES: Samples = {
  "identity.completeSignIn": async ({ app }) => {
    const owner = await ownerOfFactor(app);
    return { input: { challenge: await beginSignIn(app, owner), code: owner.code(), delivery: "body" } };
  },
  "identity.renameSession": async ({ app }) => {
    const actor = await app.createActor();
    return as(actor, { id: actor.principal.sessionId, deviceName: "Kitchen tablet" });
  },
  "secondFactor.status": async ({ app }) => as(await ownerOfFactor(app)),
  "secondFactor.begin": async ({ app }) => as(await app.createActor()),
  "secondFactor.confirm": async ({ app }) => {
    const actor = await app.createActor();
    const { secret } = await app.as(actor).secondFactor.begin();
    return as(actor, { code: appCode(secret, app.clock()) });
  },
  "secondFactor.renewBackupCodes": async ({ app }) => {
    const owner = await ownerOfFactor(app);
    return as(owner, { code: owner.code() });
  },
  "secondFactor.disable": async ({ app }) => {
    const owner = await ownerOfFactor(app);
    return as(owner, { code: owner.code() });
  },
  "secondFactor.trustedDevices": async ({ app }) => as((await trustedDeviceOf(app)).owner, { limit: 5 }),
  "secondFactor.endTrustedDevice": async ({ app }) => {
    const { owner, id } = await trustedDeviceOf(app);
    return as(owner, { id });
  },
  "secondFactor.endTrustedDevices": async ({ app }) => as((await trustedDeviceOf(app)).owner),
  "secondFactor.reset": async ({ app }) =>
    as(await app.createActor({ role: "admin" }), { userId: (await ownerOfFactor(app)).userId }),
  "apiKeys.list": async ({ app }) => as((await ownerOfKey(app)).owner, { limit: 5 }),
  "apiKeys.listAll": async ({ app }) => {
    const { owner } = await ownerOfKey(app);
    return as(await app.createActor({ role: "admin" }), { userId: owner.userId });
  },
  "apiKeys.create": async ({ app }) =>
    as(await app.createActor(), { ...KEY, allowedNetworks: ["203.0.113.0/24"], maxUses: 5, hourlyLimit: 10, expiresInDays: null }),
  "apiKeys.rotate": async ({ app }) => {
    const { owner, id } = await ownerOfKey(app);
    return as(owner, { id, overlapHours: 1 });
  },
  "apiKeys.update": async ({ app }) => {
    const { owner, id } = await ownerOfKey(app);
    return as(owner, { id, name: "Bar", allowedNetworks: null });
  },
  "apiKeys.revoke": async ({ app }) => {
    const { owner, id } = await ownerOfKey(app);
    return as(owner, { id });
  },
};
