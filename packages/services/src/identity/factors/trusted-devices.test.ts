import {
  anonymousContext,
  beginSignIn,
  createTestApp,
  DIALECTS,
  type FactorOwner,
  setUpFactor,
  type TestApp,
} from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completeSignIn } from "../complete-sign-in.ts";
import { signIn } from "../sign-in.ts";
import { mailedToken } from "../test/mails.ts";
import { TRUSTED_DEVICE_MS } from "./trusted-devices.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

/** Signs in with a code on a browser that keeps these tokens, and gives those that it keeps then. */
async function trust(app: TestApp, owner: FactorOwner, trustedDeviceTokens?: string): Promise<string> {
  const ctx = { ...anonymousContext(app.runtime), trustedDeviceTokens };
  const challenge = await beginSignIn(app, owner);
  const { trustedDevice } = await completeSignIn(ctx, { challenge, code: owner.code(), rememberDevice: true });
  app.clock.advance(30_000);
  return trustedDevice?.tokens ?? "";
}

const isAsked = async (app: TestApp, { email, password }: FactorOwner, trustedDeviceTokens: string) =>
  (await signIn({ ...anonymousContext(app.runtime), trustedDeviceTokens }, { email, password })).due !== null;

describe.each(DIALECTS)("a trusted device, on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("is not asked for the second factor for 30 days, any other is", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const tokens = await trust(app, owner);
    expect(await isAsked(app, owner, tokens)).toBe(false);
    for (const other of ["", "x", `${tokens}x`, tokens.slice(1), tokens.repeat(20)])
      expect(await isAsked(app, owner, other)).toBe(true);
    app.clock.advance(TRUSTED_DEVICE_MS - 60_000);
    expect(await isAsked(app, owner, tokens)).toBe(false);
    app.clock.advance(60_000);
    expect(await isAsked(app, owner, tokens)).toBe(true);
  });

  it("is one for several users of the same browser, each for themselves", async () => {
    const [one, two] = [await setUpFactor(app, await app.createActor()), await setUpFactor(app, await app.createActor())];
    const first = await trust(app, one);
    expect(await isAsked(app, two, first)).toBe(true);
    const both = await trust(app, two, first);
    expect(await isAsked(app, one, both)).toBe(false);
    expect(await isAsked(app, two, both)).toBe(false);
  });

  it("is listed without its token, and ended by its user only", async () => {
    const [owner, stranger] = [await setUpFactor(app, await app.createActor()), await app.createActor()];
    const [kept, lost] = [await trust(app, owner), await trust(app, owner)];
    const { items } = await app.as(owner).secondFactor.trustedDevices({});
    expect(items).toHaveLength(2);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(["createdAt", "expiresAt", "id", "ip", "lastUsedAt", "userAgent"]);
    expect((await app.as(stranger).secondFactor.trustedDevices({})).items).toEqual([]);
    const id = items[0]?.id ?? "";
    await expect(app.as(stranger).secondFactor.endTrustedDevice({ id })).rejects.toEqual(reason("TRUSTED_DEVICE_NOT_FOUND"));
    await app.as(owner).secondFactor.endTrustedDevice({ id });
    expect(await isAsked(app, owner, lost)).toBe(true);
    expect(await isAsked(app, owner, kept)).toBe(false);
    expect(await app.as(owner).secondFactor.endTrustedDevices()).toEqual({ ended: 1 });
    expect(await isAsked(app, owner, kept)).toBe(true);
  });

  it("B09 is one no more after a reset or a change of the password: the second factor is asked for everywhere", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const tokens = await trust(app, owner);
    await app.caller.identity.requestPasswordReset({ email: owner.email });
    const [password, next] = ["a new and long enough password", "one more long enough password"];
    await app.caller.identity.resetPassword({ token: await mailedToken(app, owner.email, "/reset-password"), password });
    const renewed = { ...owner, password };
    expect(await isAsked(app, renewed, tokens)).toBe(true);

    const again = await trust(app, renewed);
    expect(await isAsked(app, renewed, again)).toBe(false);
    const { user } = await app.caller.identity.completeSignIn({
      challenge: await beginSignIn(app, renewed),
      code: owner.code(),
      delivery: "body",
    });
    const proven = { principal: { ...owner.principal, sessionId: user.sessionId } };
    await app.as(proven).identity.changePassword({ currentPassword: password, newPassword: next, delivery: "body" });
    expect(await isAsked(app, { ...owner, password: next }, again)).toBe(true);
  });

  it("D02 is kept in a cookie of this very host that scripts cannot read", async () => {
    await using app = await createTestApp({ dialect, environment: { PUBLIC_URL: "https://app.test" } });
    const owner = await setUpFactor(app, await app.createActor());
    const send = (path: string, input: unknown, cookie = "") =>
      app.request(`/trpc/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: "https://app.test", ...(cookie ? { cookie } : {}) },
        body: JSON.stringify({ json: input }),
      });
    const answer = await send("identity.completeSignIn", {
      challenge: await beginSignIn(app, owner),
      code: owner.code(),
      rememberDevice: true,
    });
    const cookie = answer.headers.getSetCookie().find((each) => each.startsWith("__Host-causeway-device=")) ?? "";
    expect(cookie).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toContain("Domain");
    const { email, password } = owner;
    const again = await send("identity.signIn", { email, password }, cookie.split(";")[0]);
    expect(await again.json()).toMatchObject({ result: { data: { json: { kind: "session" } } } });
  });
});
