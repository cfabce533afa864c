import { openStore } from "@causeway/db";
import { anonymousContext, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRuntime, signIn, signInAsBefore } from "../index.ts";
import { KNOWN_BROWSER_MS, rememberBrowser } from "./known-browsers.ts";
import { LOCK_MS, LOCK_TRIES } from "./sign-in-lock.ts";
import { mailsTo } from "./test/mails.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const trySignIn = (app: TestApp, email: string, password: string) =>
  app.caller.identity.signIn({ email, password, delivery: "body" });

/** Fails `times` times, one after the other. */
async function failSignIn(app: TestApp, email: string, times = LOCK_TRIES) {
  for (let nth = 0; nth < times; nth++)
    await expect(trySignIn(app, email, "not the password")).rejects.toEqual(reason("CREDENTIALS_WRONG"));
}

/** Counts the passwords that reach a hash function. */
function countHashing({ passwords }: Pick<TestApp["runtime"], "passwords">) {
  const verify = passwords.verify;
  const seen = { count: 0 };
  passwords.verify = (...args) => {
    seen.count++;
    return verify(...args);
  };
  return seen;
}

describe.each(DIALECTS)("the lock of an account on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("B01 comes with the fifth wrong try, from whatever addresses, refuses the right password too, and ends after 15 minutes", async () => {
    const { email, password, userId } = await app.createActor();
    for (const nth of Array(LOCK_TRIES).keys()) {
      const ctx = { ...anonymousContext(app.runtime), ip: `198.51.100.${nth}` };
      await expect(signIn(ctx, { email, password: "wrong" })).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    }
    const locked = trySignIn(app, email, password);
    await expect(locked).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      cause: { reason: "SIGN_IN_LOCKED", details: { retryAfterSeconds: LOCK_MS / 1000 } },
    });
    app.clock.advance(LOCK_MS - 1000);
    await expect(trySignIn(app, email, password)).rejects.toEqual(reason("SIGN_IN_LOCKED"));
    app.clock.advance(1000);
    await expect(trySignIn(app, email, password)).resolves.toMatchObject({ user: { email } });

    const { auditEvent: audit } = app.db.tables;
    const locks = await app.db.select().from(audit).where(eq(audit.action, "sign-in.lock"));
    expect(locks).toEqual([expect.objectContaining({ subjectId: userId, result: "failure" })]);
    const refused = and(eq(audit.action, "session.create"), eq(audit.result, "failure"));
    expect(await app.db.$count(audit, refused)).toBe(LOCK_TRIES + 2);
  });

  it("B02 lets no more than five of 100 wrong tries at once reach the hash function, of two processes together", async () => {
    await using app = await createTestApp({ dialect });
    const { email } = await app.createActor();
    await using store = openStore(app.databaseUrl);
    const other = await createRuntime({ db: store.db, logger: app.runtime.logger, secret: "x".repeat(32), clock: app.clock });
    const counts = [app.runtime, other].map(countHashing);
    const tries = Array.from({ length: 100 }, (_, nth) =>
      signIn(anonymousContext(nth % 2 ? other : app.runtime), { email, password: `wrong ${nth}` }).catch(
        (error: { reason: string }) => error.reason,
      ),
    );
    const reasons = await Promise.all(tries);
    expect(reasons.filter((why) => why === "CREDENTIALS_WRONG")).toHaveLength(LOCK_TRIES);
    expect(reasons.filter((why) => why !== "CREDENTIALS_WRONG" && why !== "SIGN_IN_LOCKED")).toEqual([]);
    expect(counts.map(({ count }) => count).reduce((a, b) => a + b)).toBe(LOCK_TRIES);
  });

  it("B01 is told to the owner by mail, over whatever door it came; not to somebody closed out, nor for a known browser's own count", async () => {
    await using app = await createTestApp({ dialect });
    const [nora, closed] = [await app.createActor(), await app.createActor()];
    const { user } = app.db.tables;
    await app.db.update(user).set({ disabledAt: app.clock() }).where(eq(user.id, closed.userId));
    for (const email of [closed.email, "nobody@test.example", "nobody\u0000@test.example"]) await failSignIn(app, email);
    const { token: browserToken } = rememberBrowser(anonymousContext(app.runtime), nora.userId);
    const known = { ...anonymousContext(app.runtime), browserToken };
    for (let nth = 0; nth < LOCK_TRIES; nth++)
      await expect(signIn(known, { email: nora.email, password: "wrong" })).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    await app.runJobs();
    expect(app.providers.mail.sent).toEqual([]);

    const overOldDoor = () =>
      signInAsBefore(anonymousContext(app.runtime), { system: "elder", email: nora.email, password: "wrong" });
    await failSignIn(app, nora.email, LOCK_TRIES - 1);
    await expect(overOldDoor()).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    for (let nth = 0; nth < 3; nth++) await expect(overOldDoor()).rejects.toMatchObject({ reason: "SIGN_IN_LOCKED" });
    const [mail, ...more] = await mailsTo(app, nora.email);
    expect([mail?.subject, more]).toEqual(["Signing in to your account is blocked for a while", []]);
    expect(mail?.text).toContain("No password is accepted before 2 March 2026 at 09:45 UTC");
    expect(mail?.text).toContain("http://app.test/forgot-password");
  });

  it("B03 does not reach another account tried from the same address", async () => {
    const [victim, other] = [await app.createActor(), await app.createActor()];
    await failSignIn(app, victim.email);
    await expect(trySignIn(app, other.email, other.password)).resolves.toMatchObject({ user: { email: other.email } });
  });

  it("B05 comes in the same way for an address that nobody has", async () => {
    const { email } = await app.createActor();
    const answers = [];
    for (const address of [email, "nobody@test.example", "nobody\u0000@test.example", `${"x".repeat(300)}@test.example`]) {
      await failSignIn(app, address);
      answers.push(
        await trySignIn(app, address, "wrong").catch(({ code, message, cause }) => ({ code, message, cause: { ...cause } })),
      );
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it("B06 counts the spellings of one address together", async () => {
    const { password } = await app.createActor({ email: "nora@harbour.example" });
    for (const spelling of [
      "NORA@harbour.example",
      " nora@harbour.example",
      "nora＠harbour.example",
      "nora@harbour.example.",
      "nora@Harbour.example",
    ])
      await failSignIn(app, spelling, 1);
    await expect(trySignIn(app, "nora@harbour.example", password)).rejects.toEqual(reason("SIGN_IN_LOCKED"));
  });

  it("counts an old door's tries and the new door's together", async () => {
    const { email, password } = await app.createActor();
    const ctx = anonymousContext(app.runtime);
    const overOldDoor = (typed: string) => signInAsBefore(ctx, { system: "elder", email, password: typed });
    for (let nth = 0; nth < 3; nth++) await expect(overOldDoor("wrong")).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    await failSignIn(app, email, 2);
    await expect(overOldDoor(password)).rejects.toMatchObject({ reason: "SIGN_IN_LOCKED" });
    await expect(trySignIn(app, email, password)).rejects.toEqual(reason("SIGN_IN_LOCKED"));
  });

  it("forgets wrong tries with the next right one, and after a day", async () => {
    const { email, password } = await app.createActor();
    await failSignIn(app, email, 4);
    await trySignIn(app, email, password);
    await failSignIn(app, email, 4);
    app.clock.advance(24 * 60 * 60 * 1000 + 1);
    await failSignIn(app, email, 4);
    await expect(trySignIn(app, email, password)).resolves.toMatchObject({ user: { email } });
  });

  it("does not take right sign-ins at the same time for wrong tries", async () => {
    const { email, password } = await app.createActor();
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => trySignIn(app, email, password)));
    expect(results.filter(({ status }) => status === "rejected")).toEqual([]);
  });

  it("does not count what was never compared: too many hashes wait, or the store fails after a right password", async () => {
    await using app = await createTestApp({ dialect });
    const { email, password } = await app.createActor();
    const { verify } = app.runtime.passwords;
    app.runtime.passwords.verify = () => Promise.reject(new Error("no turn"));
    for (let nth = 0; nth < LOCK_TRIES + 1; nth++)
      await expect(trySignIn(app, email, password)).rejects.toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    app.runtime.passwords.verify = verify;
    const { create } = app.runtime.refreshTokens;
    app.runtime.refreshTokens.create = () => {
      throw new Error("no token");
    };
    for (let nth = 0; nth < LOCK_TRIES + 1; nth++)
      await expect(trySignIn(app, email, password)).rejects.toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    app.runtime.refreshTokens.create = create;
    await expect(trySignIn(app, email, password)).resolves.toMatchObject({ user: { email } });
  });

  it("B04 leaves known browsers a count of their own, and lets nobody make one up", async () => {
    const { email, password, userId } = await app.createActor();
    const stranger = await app.createActor();
    const { token: known } = rememberBrowser(anonymousContext(app.runtime), userId);
    await failSignIn(app, email);
    const from = (browserToken: string) => signIn({ ...anonymousContext(app.runtime), browserToken }, { email, password });
    await expect(from(known)).resolves.toMatchObject({ session: { userId } });
    const [body = "", mac = ""] = known.split(".");
    const forged = `${Buffer.from(JSON.stringify({ id: "x".repeat(22), seen: { [userId]: 9e9 } })).toString("base64url")}.${mac}`;
    const { token: others } = rememberBrowser(anonymousContext(app.runtime), stranger.userId);
    for (const token of [forged, others, body, `${body}.`, ".", "", "x".repeat(5000)])
      await expect(from(token)).rejects.toMatchObject({ reason: "SIGN_IN_LOCKED" });
    app.clock.advance(KNOWN_BROWSER_MS);
    await failSignIn(app, email);
    await expect(from(known)).rejects.toMatchObject({ reason: "SIGN_IN_LOCKED" });
  });
});
