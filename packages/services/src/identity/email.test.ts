import { randomUUID } from "node:crypto";
import { type Actor, beginSignIn, createTestApp, DIALECTS, setUpFactor, type TestApp, tokensOf } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authenticate } from "./authenticate.ts";
import { mailedToken, subjectsTo } from "./test/mails.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
/** Another one for each test. */
let newEmail: string;
beforeEach(() => {
  newEmail = `${randomUUID()}@test.example`;
});
const ASKED = "Your e-mail address is about to change";

async function ask(app: TestApp, actor: Actor, email = newEmail): Promise<string> {
  await app.as(actor).identity.requestEmailChange({ email });
  return mailedToken(app, email, "/confirm-email");
}

describe.each(DIALECTS)("confirming an address on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("is asked for by mail after signing up, and is nothing that signing in depends on", async () => {
    const email = "first@test.example";
    const password = "a long enough password";
    const { user } = await app.caller.identity.signUp({ email, password, restaurant: { name: "First" }, delivery: "body" });
    expect(user.emailVerified).toBe(false);
    const token = await mailedToken(app, email, "/verify-email");
    await expect(app.caller.identity.signIn({ email, password, delivery: "body" })).resolves.toMatchObject({ kind: "session" });
    await app.caller.identity.verifyEmail({ token });
    await expect(app.caller.identity.verifyEmail({ token })).rejects.toEqual(reason("LINK_INVALID"));
    const again = await app.caller.identity.signIn({ email, password, delivery: "body" });
    expect(again).toMatchObject({ user: { emailVerified: true } });
  });

  it("is mailed again on request, three times within an hour, and not once it is confirmed", async () => {
    const actor = await app.createActor();
    for (let nth = 0; nth < 4; nth++) await app.as(actor).identity.resendVerification();
    expect(await subjectsTo(app, actor.email)).toHaveLength(3);
    await app.caller.identity.verifyEmail({ token: await mailedToken(app, actor.email, "/verify-email") });
    app.clock.advance(61 * 60_000);
    await app.as(actor).identity.resendVerification();
    expect(await subjectsTo(app, actor.email)).toHaveLength(3);
  });

  it("does not confirm an address that the account has no more", async () => {
    const actor = await app.createActor();
    await app.as(actor).identity.resendVerification();
    const token = await mailedToken(app, actor.email, "/verify-email");
    const { user } = app.db.tables;
    await app.db.update(user).set({ email: newEmail, emailKey: newEmail }).where(eq(user.id, actor.userId));
    await expect(app.caller.identity.verifyEmail({ token })).rejects.toEqual(reason("LINK_INVALID"));
  });
});

describe.each(DIALECTS)("changing the address on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("happens when the new one confirms it; the old one is told before and after", async () => {
    const actor = await app.createActor();
    const token = await ask(app, actor);
    expect((await app.as(actor).identity.me()).email).toBe(actor.email);
    await app.caller.identity.confirmEmailChange({ token });
    expect(await app.as(actor).identity.me()).toMatchObject({ email: newEmail, emailVerified: true });
    expect(await subjectsTo(app, actor.email)).toEqual([ASKED, "Your e-mail address was changed"]);
    await expect(app.caller.identity.confirmEmailChange({ token })).rejects.toEqual(reason("LINK_INVALID"));
    const signedIn = await app.caller.identity.signIn({ email: newEmail, password: actor.password, delivery: "body" });
    expect(signedIn).toMatchObject({ user: { id: actor.userId } });
    await expect(app.caller.identity.signIn({ email: actor.email, password: actor.password, delivery: "body" })).rejects.toEqual(
      reason("CREDENTIALS_WRONG"),
    );
  });

  it("B05 answers alike when somebody has the address; only that person hears of it", async () => {
    const [actor, owner] = [await app.createActor(), await app.createActor()];
    const answers = [];
    for (const email of [owner.email, newEmail]) answers.push(await app.as(actor).identity.requestEmailChange({ email }));
    expect(answers[0]).toEqual(answers[1]);
    expect(await subjectsTo(app, owner.email)).toEqual(["Your e-mail address was entered for another account"]);
    expect(await subjectsTo(app, actor.email)).toEqual([ASKED, ASKED]);
  });

  it("B06 takes no other spelling of another's address, and every other spelling of one's own", async () => {
    const [actor, owner] = [await app.createActor({ email: newEmail }), await app.createActor()];
    await app.as(actor).identity.requestEmailChange({ email: owner.email.toUpperCase() });
    expect(await subjectsTo(app, owner.email)).toHaveLength(1);
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor, newEmail.toUpperCase()) });
    expect((await app.as(actor).identity.me()).email).toBe(newEmail.toUpperCase());
    await expect(app.as(actor).identity.requestEmailChange({ email: newEmail.toUpperCase() })).rejects.toEqual(
      reason("EMAIL_UNCHANGED"),
    );
  });

  it("gives the address to one of two who confirm it", async () => {
    const [one, other] = [await app.createActor(), await app.createActor()];
    const tokens = [await ask(app, one), await ask(app, other)];
    const results = await Promise.allSettled(tokens.map((token) => app.caller.identity.confirmEmailChange({ token })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: reason("EMAIL_TAKEN") });
  });

  it("is taken back by the old address within a week: all sessions end, and the password that made the change opens nothing", async () => {
    const actor = await app.createActor();
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor) });
    const undo = await mailedToken(app, actor.email, "/undo-email-change");
    app.clock.advance(6 * 24 * 60 * 60_000);
    await app.caller.identity.undoEmailChange({ token: undo });
    await expect(authenticate(app.runtime, actor.accessToken)).rejects.toBeDefined();
    for (const email of [actor.email, newEmail]) {
      await expect(app.caller.identity.signIn({ email, password: actor.password, delivery: "body" })).rejects.toEqual(
        reason("CREDENTIALS_WRONG"),
      );
    }
    const token = await mailedToken(app, actor.email, "/reset-password");
    await app.caller.identity.resetPassword({ token, password: "tidal flats at noon" });
    const mine = await app.caller.identity.signIn({ email: actor.email, password: "tidal flats at noon", delivery: "body" });
    expect(tokensOf(mine)).toBeDefined();
  });

  it("is taken back by the first address also after further changes, and by nobody after it", async () => {
    const actor = await app.createActor();
    const [second, third] = [newEmail, `third-${newEmail}`];
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor, second) });
    app.clock.advance(1000);
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor, third) });
    const undoOf = (address: string) => mailedToken(app, address, "/undo-email-change");
    const [first, later] = [await undoOf(actor.email), await undoOf(second)];
    await app.caller.identity.undoEmailChange({ token: later });
    await app.caller.identity.undoEmailChange({ token: first });
    const { user } = app.db.tables;
    const [row] = await app.db.select().from(user).where(eq(user.id, actor.userId));
    expect(row).toMatchObject({ email: actor.email, passwordHash: null });
    for (const token of [first, later])
      await expect(app.caller.identity.undoEmailChange({ token })).rejects.toEqual(reason("LINK_INVALID"));
  });

  it("is taken back for good: later links to addresses in between bring nothing back", async () => {
    const actor = await app.createActor();
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor, newEmail) });
    app.clock.advance(1000);
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor, `third-${newEmail}`) });
    const later = await mailedToken(app, newEmail, "/undo-email-change");
    await app.caller.identity.undoEmailChange({ token: await mailedToken(app, actor.email, "/undo-email-change") });
    await expect(app.caller.identity.undoEmailChange({ token: later })).rejects.toEqual(reason("LINK_INVALID"));
  });

  it("makes a sign-in worthless, once taken back, that still waits for its second factor", async () => {
    const actor = await setUpFactor(app, await app.createActor());
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor) });
    const challenge = await beginSignIn(app, { ...actor, email: newEmail });
    app.clock.advance(60_000);
    await app.caller.identity.undoEmailChange({ token: await mailedToken(app, actor.email, "/undo-email-change") });
    const completed = app.caller.identity.completeSignIn({ challenge, code: actor.code(), delivery: "body" });
    await expect(completed).rejects.toEqual(reason("CHALLENGE_INVALID"));
  });

  it("makes a link for a new password worthless that went to the old address", async () => {
    const actor = await app.createActor();
    await app.caller.identity.requestPasswordReset({ email: actor.email });
    const token = await mailedToken(app, actor.email, "/reset-password");
    await app.caller.identity.confirmEmailChange({ token: await ask(app, actor) });
    await expect(app.caller.identity.resetPassword({ token, password: "tidal flats at noon" })).rejects.toEqual(
      reason("LINK_INVALID"),
    );
  });
});

describe.each(DIALECTS)("signing up by mail on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect, environment: { SIGN_UP: "by-mail" } });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const rest = { password: "a long enough password", restaurant: { name: "Second" }, delivery: "body" as const };

  it("begins with a link, and gives an account whose address is confirmed", async () => {
    expect(await app.caller.identity.signUpMode()).toEqual({ mode: "by-mail" });
    await expect(app.caller.identity.signUp({ email: newEmail, ...rest })).rejects.toEqual(reason("SIGN_UP_BY_MAIL"));
    await app.caller.identity.startSignUp({ email: newEmail });
    const token = await mailedToken(app, newEmail, "/finish-sign-up");
    const { user } = await app.caller.identity.finishSignUp({ token, ...rest });
    expect(user).toMatchObject({ email: newEmail, emailVerified: true });
    await expect(app.caller.identity.finishSignUp({ token, ...rest })).rejects.toEqual(reason("EMAIL_TAKEN"));
  });

  it("B05 answers alike for an address that has an account, whose owner gets a mail", async () => {
    const { email } = await app.createActor();
    const answers = [];
    for (const address of [email, newEmail, email.toUpperCase()])
      answers.push(await app.caller.identity.startSignUp({ email: address }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await subjectsTo(app, email)).toEqual(["You have an account already", "You have an account already"]);
    expect(await subjectsTo(app, newEmail)).toEqual(["Confirm your e-mail address"]);
  });

  it("sends no more than three mails to an address within an hour", async () => {
    for (let nth = 0; nth < 5; nth++) await app.caller.identity.startSignUp({ email: newEmail });
    expect(await subjectsTo(app, newEmail)).toHaveLength(3);
  });

  it("C03 takes no token of another purpose, nor one that has run out", async () => {
    const actor = await app.createActor();
    await app.caller.identity.startSignUp({ email: newEmail });
    const token = await mailedToken(app, newEmail, "/finish-sign-up");
    for (const other of [actor.accessToken, actor.refreshToken, "x", `${token}x`])
      await expect(app.caller.identity.finishSignUp({ token: other, ...rest })).rejects.toEqual(reason("LINK_INVALID"));
    for (const call of [
      () => app.caller.identity.verifyEmail({ token }),
      () => app.caller.identity.resetPassword({ token, password: rest.password }),
    ])
      await expect(call()).rejects.toEqual(reason("LINK_INVALID"));
    await expect(authenticate(app.runtime, token)).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
    app.clock.advance(24 * 60 * 60_000 + 1000);
    await expect(app.caller.identity.finishSignUp({ token, ...rest })).rejects.toEqual(reason("LINK_INVALID"));
  });
});
