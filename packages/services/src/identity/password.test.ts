import { type Actor, anonymousContext, createTestApp, DIALECTS, setUpFactor, type TestApp, tokensOf } from "@causeway/testing";
import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInAsBefore } from "../crossings/sign-in-as-before.ts";
import { RECENT_PROOF_MS } from "../runtime/access.ts";
import { authenticate } from "./authenticate.ts";
import { LOCK_TRIES } from "./sign-in-lock.ts";
import { mailedToken, mailsTo, subjectsTo } from "./test/mails.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const NEW_PASSWORD = "tidal flats at noon";

const signIn = async (app: TestApp, { email }: Pick<Actor, "email">, password: string) =>
  tokensOf(await app.caller.identity.signIn({ email, password, delivery: "body" }));

async function resetToken(app: TestApp, email: string): Promise<string> {
  await app.caller.identity.requestPasswordReset({ email });
  return mailedToken(app, email, "/reset-password");
}

describe.each(DIALECTS)("changing the password on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("B07 takes the current one, ends every other session and refresh family, and gives new tokens in the place of the old", async () => {
    const actor = await app.createActor();
    const other = await signIn(app, actor, actor.password);
    const input = { currentPassword: actor.password, newPassword: NEW_PASSWORD, delivery: "body" as const };
    await expect(app.as(actor).identity.changePassword({ ...input, currentPassword: "not it" })).rejects.toEqual(
      reason("PASSWORD_WRONG"),
    );
    const mine = tokensOf(await app.as(actor).identity.changePassword(input));
    for (const { accessToken, refreshToken } of [actor, other]) {
      await expect(authenticate(app.runtime, accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
      await expect(app.caller.identity.refresh({ refreshToken, delivery: "body" })).rejects.toEqual(reason("SESSION_ENDED"));
    }
    await expect(authenticate(app.runtime, mine.accessToken)).resolves.toMatchObject({ userId: actor.userId });
    await expect(signIn(app, actor, actor.password)).rejects.toEqual(reason("CREDENTIALS_WRONG"));
    await expect(signIn(app, actor, NEW_PASSWORD)).resolves.toBeDefined();
    expect(await subjectsTo(app, actor.email)).toEqual(["Your password was changed"]);
  });

  it("lets one of two changes at once win", async () => {
    const actor = await app.createActor();
    const change = (newPassword: string) =>
      app.as(actor).identity.changePassword({ currentPassword: actor.password, newPassword, delivery: "body" });
    const results = await Promise.allSettled([change("tidal flats at noon"), change("sea lavender by dusk")]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("counts wrong passwords for the session alone: it cannot be guessed with a stolen one, nor locked by strangers", async () => {
    const actor = await app.createActor();
    for (let nth = 0; nth < LOCK_TRIES; nth++)
      await expect(signIn(app, actor, "wrong")).rejects.toEqual(reason("CREDENTIALS_WRONG"));
    const prove = (password: string) => app.as(actor).identity.reauthenticate({ password, delivery: "body" });
    for (let nth = 0; nth < LOCK_TRIES; nth++) await expect(prove("wrong")).rejects.toEqual(reason("PASSWORD_WRONG"));
    await expect(prove(actor.password)).rejects.toEqual(reason("SIGN_IN_LOCKED"));
  });

  it("A10 A11 refuses passwords that are too short, too long, common, or made of the account's own words, before hashing", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor({ email: "nora.harbour@lantern.example", restaurantName: "Harbor Lantern" });
    app.runtime.passwords.hash = () => Promise.reject(new Error("hashed"));
    const change = (newPassword: string) =>
      app.as(actor).identity.changePassword({ currentPassword: actor.password, newPassword, delivery: "body" });
    for (const password of ["elevenchars", "x y".repeat(43)])
      await expect(change(password)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    for (const password of ["password1234", "qwertyuiop123", "nora.harbour2026", "Harbor Lantern!", "causeway-2026"])
      await expect(change(password)).rejects.toEqual(reason("PASSWORD_COMMON"));
  });
});

describe.each(DIALECTS)("setting a new password by mail, on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("ends every session, lifts a lock, signs nobody in, and confirms the address", async () => {
    const actor = await app.createActor();
    for (let nth = 0; nth < LOCK_TRIES; nth++)
      await expect(signIn(app, actor, "wrong")).rejects.toEqual(reason("CREDENTIALS_WRONG"));
    const token = await resetToken(app, actor.email);
    expect(await app.caller.identity.resetPassword({ token, password: NEW_PASSWORD })).toEqual({ done: true });
    await expect(authenticate(app.runtime, actor.accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    // B04: the owner is in although the account was locked.
    const started = await app.caller.identity.signIn({ email: actor.email, password: NEW_PASSWORD, delivery: "body" });
    expect(started).toMatchObject({ user: { emailVerified: true } });
    expect(await subjectsTo(app, actor.email)).toEqual([
      "Signing in to your account is blocked for a while",
      "Set a new password",
      "Your password was changed",
    ]);
  });

  it("B04 lets the owner in during a lock, and again when it is locked once more right after", async () => {
    const actor = await app.createActor();
    const lock = async () => {
      for (let nth = 0; nth < LOCK_TRIES; nth++) await signIn(app, actor, "wrong").catch(() => undefined);
    };
    await lock();
    const token = await resetToken(app, actor.email);
    const reset = await post(app, "resetPassword", { token, password: NEW_PASSWORD });
    await lock();
    const { email } = actor;
    const strangers = await post(app, "signIn", { email, password: NEW_PASSWORD });
    expect(strangers.status).toBe(429);
    const cookie = reset.headers
      .getSetCookie()
      .map((value) => value.split(";")[0])
      .join("; ");
    const owner = await post(app, "signIn", { email, password: NEW_PASSWORD }, { cookie });
    expect(owner.status).toBe(200);
  });

  it("B04 lets the owner in who has forgotten the password, and locked the very browser that the reset is made with", async () => {
    const actor = await app.createActor();
    const { email, password } = actor;
    const known = await post(app, "signIn", { email, password });
    const cookie = known.headers
      .getSetCookie()
      .map((value) => value.split(";")[0])
      .find((value) => value?.startsWith("causeway-browser="));
    const here = (typed: string) => post(app, "signIn", { email, password: typed }, { cookie: cookie ?? "" });
    for (let nth = 0; nth < LOCK_TRIES; nth++) await here("wrong");
    expect((await here(password)).status).toBe(429);
    const token = await resetToken(app, email);
    await post(app, "resetPassword", { token, password: NEW_PASSWORD }, { cookie: cookie ?? "" });
    expect((await here(NEW_PASSWORD)).status).toBe(200);
  });

  it("B07 opens nothing for the old one, whose check had begun before: no session, no second step, no old token", async () => {
    await using app = await createTestApp({ dialect });
    const { verify } = app.runtime.passwords;
    /** The next check ends right, but only after a new password was set. */
    const resetDuringCheck = async (email: string) => {
      const token = await resetToken(app, email);
      app.runtime.passwords.verify = async (...args) => {
        app.runtime.passwords.verify = verify;
        const checked = await verify(...args);
        await app.caller.identity.resetPassword({ token, password: NEW_PASSWORD });
        return checked;
      };
    };
    const [plain, guarded, old] = [
      await app.createActor(),
      await setUpFactor(app, await app.createActor()),
      await app.createActor(),
    ];
    app.clock.advance(1000);
    for (const { email, password, userId } of [plain, guarded]) {
      await resetDuringCheck(email);
      const signingIn = app.caller.identity.signIn({ email, password, delivery: "body" });
      await expect(signingIn).rejects.toEqual(reason("CREDENTIALS_WRONG"));
      const { session, signInAttempt } = app.db.tables;
      const isOpen = and(eq(session.userId, userId), isNull(session.endedAt));
      expect(await app.db.$count(session, isOpen)).toBe(0);
      const failures = and(eq(signInAttempt.userId, userId), eq(signInAttempt.reason, "CREDENTIALS_WRONG"));
      expect(await app.db.$count(signInAttempt, failures)).toBe(1);
    }
    await resetDuringCheck(old.email);
    const before = signInAsBefore(anonymousContext(app.runtime), { system: "elder", email: old.email, password: old.password });
    await expect(before).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    await expect(signIn(app, plain, NEW_PASSWORD)).resolves.toBeDefined();
  });

  it("B08 uses a link up for one of two requests at once, and for none after an hour", async () => {
    const actor = await app.createActor();
    const token = await resetToken(app, actor.email);
    const results = await Promise.allSettled(
      ["tidal flats at noon", "sea lavender by dusk"].map((password) => app.caller.identity.resetPassword({ token, password })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: reason("LINK_INVALID") });
    const late = await resetToken(app, actor.email);
    app.clock.advance(60 * 60_000);
    await expect(app.caller.identity.resetPassword({ token: late, password: NEW_PASSWORD })).rejects.toEqual(
      reason("LINK_INVALID"),
    );
  });

  it("makes earlier links worthless with the first that is used, or when the password is changed otherwise", async () => {
    const actor = await app.createActor();
    const [first, second] = [await resetToken(app, actor.email), await resetToken(app, actor.email)];
    await app.caller.identity.resetPassword({ token: second, password: NEW_PASSWORD });
    await expect(app.caller.identity.resetPassword({ token: first, password: NEW_PASSWORD })).rejects.toEqual(
      reason("LINK_INVALID"),
    );
  });

  it("stores the token hashed, with 256 bits", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor();
    const token = await resetToken(app, actor.email);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(JSON.stringify(await app.db.select().from(app.db.tables.oneTimeToken))).not.toContain(token);
  });

  it("B05 answers alike for an address that nobody has, after the same statements, and mails nobody", async () => {
    await using app = await createTestApp({ dialect });
    const { email } = await app.createActor();
    const answers = [];
    for (const address of [email, "nobody@test.example"]) {
      answers.push(await app.caller.identity.requestPasswordReset({ email: address }));
    }
    expect(answers[0]).toEqual(answers[1]);
    const { job, auditEvent } = app.db.tables;
    expect(await app.db.$count(job, eq(job.name, "account.send-password-reset"))).toBe(2);
    expect(await app.db.$count(auditEvent, eq(auditEvent.action, "password.request-reset"))).toBe(2);
    await app.runJobs();
    expect(app.providers.mail.sent.map(({ to }) => to)).toEqual([email]);
  });

  it("sends no more than three mails within an hour, and none to a disabled user", async () => {
    const { email, userId } = await app.createActor();
    for (let nth = 0; nth < 5; nth++) await app.caller.identity.requestPasswordReset({ email });
    expect(await mailsTo(app, email)).toHaveLength(3);
    app.clock.advance(61 * 60_000);
    const { user } = app.db.tables;
    await app.db.update(user).set({ disabledAt: app.clock() }).where(eq(user.id, userId));
    await app.caller.identity.requestPasswordReset({ email });
    expect(await mailsTo(app, email)).toHaveLength(3);
  });

  it("A05 opens an account that has no usable password", async () => {
    const actor = await app.createActor();
    const { user } = app.db.tables;
    for (const passwordHash of [null, "!wtwW96GWq5dN9124jZL7U26YQWtvTrEAn1U7BbRa"]) {
      await app.db.update(user).set({ passwordHash }).where(eq(user.id, actor.userId));
      const token = await resetToken(app, actor.email);
      await app.caller.identity.resetPassword({ token, password: NEW_PASSWORD });
      await expect(signIn(app, actor, NEW_PASSWORD)).resolves.toBeDefined();
    }
  });
});

describe.each(DIALECTS)("a recent proof on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("D04 D05 is asked for after ten minutes to end sessions, change the address, export and delete; the password gives it", async () => {
    const actor = await app.createActor();
    app.clock.advance(RECENT_PROOF_MS + 1);
    const guarded = (identity: ReturnType<typeof app.as>["identity"]) => [
      () => identity.endSession({ id: actor.principal.sessionId ?? "" }),
      () => identity.endOtherSessions(),
      () => identity.requestEmailChange({ email: "new@test.example" }),
      () => identity.exportMyData(),
      () => identity.deleteAccount({ restaurantIds: [actor.restaurantId] }),
    ];
    for (const call of guarded(app.as(actor).identity)) await expect(call()).rejects.toEqual(reason("PROOF_NEEDED"));
    const proven = tokensOf(await app.as(actor).identity.reauthenticate({ password: actor.password, delivery: "body" }));
    const principal = await authenticate(app.runtime, proven.accessToken);
    for (const call of guarded(app.as({ principal }).identity).slice(1)) await expect(call()).resolves.toBeDefined();
  });

  it("D01 puts a new session in the place of the old one, which is dead, and which it does not outlive", async () => {
    const actor = await app.createActor();
    app.clock.advance(60_000);
    const again = await app.as(actor).identity.reauthenticate({ password: actor.password, delivery: "body" });
    expect(again.user.sessionId).not.toBe(actor.principal.sessionId);
    expect(again.sessionExpiresAt).toEqual(new Date(app.clock().getTime() - 60_000 + 30 * 24 * 60 * 60_000));
    await expect(authenticate(app.runtime, actor.accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    await expect(app.caller.identity.refresh({ refreshToken: actor.refreshToken, delivery: "body" })).rejects.toEqual(
      reason("SESSION_ENDED"),
    );
  });

  it("F05 is nothing that somebody who acts for the user can give", async () => {
    const [admin, actor] = [await app.createActor({ role: "admin" }), await app.createActor()];
    const acting = tokensOf(await app.as(admin).identity.impersonate({ userId: actor.userId, delivery: "body" }));
    const principal = await authenticate(app.runtime, acting.accessToken);
    const { identity } = app.as({ principal });
    const forbidden = [
      () => identity.reauthenticate({ password: actor.password, delivery: "body" }),
      () => identity.changePassword({ currentPassword: actor.password, newPassword: NEW_PASSWORD, delivery: "body" }),
      () => identity.requestEmailChange({ email: "new@test.example" }),
      () => identity.resendVerification(),
      () => identity.previewDeletion(),
      () => identity.deleteAccount({ restaurantIds: [actor.restaurantId] }),
      () => identity.exportMyData(),
    ];
    for (const call of forbidden) await expect(call()).rejects.toEqual(reason("IMPERSONATION_FORBIDS"));
  });
});

function post(app: TestApp, procedure: string, input: object, headers: Record<string, string> = {}) {
  return app.request(`/trpc/identity.${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "http://app.test", ...headers },
    body: JSON.stringify({ json: input }),
  });
}
