import { openStore } from "@causeway/db";
import { anonymousContext, beginSignIn, createTestApp, DIALECTS, setUpFactor, type TestApp } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTurns } from "../../runtime/turns.ts";
import { authenticate } from "../authenticate.ts";
import { completeSignIn } from "../complete-sign-in.ts";
import { LOCK_MS, LOCK_TRIES } from "../sign-in-lock.ts";
import { CHALLENGE_MS } from "./challenges.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const complete = (app: TestApp, challenge: string, code: string) =>
  app.caller.identity.completeSignIn({ challenge, code, delivery: "body" });
const sessionsOf = (app: TestApp, userId: string) => app.db.$count(app.db.tables.session, eq(app.db.tables.session.userId, userId));

/** Six digits that are not the code of any step that counts. */
const wrongFor = (codes: string[]) => ["000000", "111111", "222222", "333333"].find((code) => !codes.includes(code)) ?? "";

describe.each(DIALECTS)("signing in with a second factor, on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("E06 opens nothing for the password alone: no session, no cookie, and the challenge is no token", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const before = await sessionsOf(app, owner.userId);
    const response = await app.request("/trpc/identity.signIn", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "http://app.test" },
      body: JSON.stringify({ json: { email: owner.email, password: owner.password } }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    const { result } = (await response.json()) as { result: { data: { json: Record<string, unknown> } } };
    expect(result.data.json).toEqual({
      kind: "secondFactor",
      challenge: expect.any(String),
      challengeExpiresAt: new Date(app.clock().getTime() + CHALLENGE_MS).toISOString(),
      methods: ["totp", "backup-code"],
    });
    expect(await sessionsOf(app, owner.userId)).toBe(before);
    const challenge = String(result.data.json["challenge"]);
    await expect(authenticate(app.runtime, challenge)).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
    await expect(app.caller.identity.refresh({ refreshToken: challenge, delivery: "body" })).rejects.toEqual(
      reason("SESSION_ENDED"),
    );
  });

  it("C03 takes no other token for a challenge", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    for (const token of [owner.accessToken.slice(0, 128), owner.refreshToken, "x"]) {
      await expect(complete(app, token, owner.code())).rejects.toEqual(reason("CHALLENGE_INVALID"));
    }
  });

  it("E04 takes the code of one step before or after, and starts a session that says so", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    app.clock.advance(60_000);
    for (const seconds of [-30, 0, 30]) {
      const { user } = await complete(app, await beginSignIn(app, owner), owner.code(seconds));
      const { session } = app.db.tables;
      const [row] = await app.db.select().from(session).where(eq(session.id, user.sessionId));
      expect(row).toMatchObject({ userId: owner.userId, secondFactorAt: app.clock(), provenAt: app.clock() });
    }
    for (const seconds of [-60, 60]) {
      await expect(complete(app, await beginSignIn(app, owner), owner.code(seconds))).rejects.toEqual(reason("CODE_WRONG"));
    }
  });

  it("E03 a code works once, also from 20 parallel requests in two processes", async () => {
    await using store = openStore(app.databaseUrl);
    const processes = [app.runtime, { ...app.runtime, db: store.db, turns: createTurns() }];
    const owner = await setUpFactor(app, await app.createActor());
    const before = await sessionsOf(app, owner.userId);
    const challenges: string[] = [];
    for (let nth = 0; nth < 20; nth++) challenges.push(await beginSignIn(app, owner));
    const outcomes = await Promise.allSettled(
      challenges.map((challenge, nth) =>
        completeSignIn(anonymousContext(processes[nth % 2] ?? app.runtime), {
          challenge,
          code: owner.code(),
          rememberDevice: false,
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await sessionsOf(app, owner.userId)).toBe(before + 1);
    const why = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [(outcome.reason as { reason: string }).reason] : [],
    );
    expect(new Set([...why, "CODE_WRONG", "SIGN_IN_LOCKED"])).toEqual(new Set(["CODE_WRONG", "SIGN_IN_LOCKED"]));
  });

  it("E07 one challenge opens one session, whatever right codes come at once", async () => {
    await using app = await createTestApp({ dialect });
    await using store = openStore(app.databaseUrl);
    const other = { ...app.runtime, db: store.db, turns: createTurns() };
    const owner = await setUpFactor(app, await app.createActor());
    const before = await sessionsOf(app, owner.userId);
    const challenge = await beginSignIn(app, owner);
    const codes = [owner.code(), ...owner.backupCodes.slice(0, 3)];
    const outcomes = await Promise.allSettled(
      codes.map((code, nth) =>
        completeSignIn(anonymousContext(nth % 2 ? other : app.runtime), { challenge, code, rememberDevice: false }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await sessionsOf(app, owner.userId)).toBe(before + 1);
    // Codes of those that came too late were not used up.
    const { backupCode } = app.db.tables;
    const used = (await app.db.select().from(backupCode)).filter(({ usedAt }) => usedAt !== null);
    expect(used.length).toBeLessThanOrEqual(1);
    await expect(complete(app, challenge, owner.backupCodes[5] ?? "")).rejects.toEqual(reason("CHALLENGE_INVALID"));
  });

  it("E05 wrong passwords and wrong codes, over several challenges, count together and lock the account", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const { email } = owner;
    const wrong = wrongFor([-30, 0, 30].map((seconds) => owner.code(seconds)));
    for (let nth = 0; nth < LOCK_TRIES - 3; nth++) {
      await expect(app.caller.identity.signIn({ email, password: "wrong", delivery: "body" })).rejects.toEqual(
        reason("CREDENTIALS_WRONG"),
      );
    }
    for (const code of [wrong, "zzzz-zzzz-zzzz"]) {
      await expect(complete(app, await beginSignIn(app, owner), code)).rejects.toEqual(reason("CODE_WRONG"));
    }
    const challenge = await beginSignIn(app, owner);
    await expect(complete(app, challenge, wrong)).rejects.toEqual(reason("CODE_WRONG"));
    await expect(complete(app, challenge, owner.code())).rejects.toEqual(reason("SIGN_IN_LOCKED"));
    await expect(app.caller.identity.signIn({ email, password: owner.password, delivery: "body" })).rejects.toEqual(
      reason("SIGN_IN_LOCKED"),
    );
    const { auditEvent } = app.db.tables;
    expect(
      await app.db.$count(auditEvent, and(eq(auditEvent.action, "sign-in.lock"), eq(auditEvent.subjectId, owner.userId))),
    ).toBe(1);
    app.clock.advance(LOCK_MS);
    await expect(complete(app, await beginSignIn(app, owner), owner.code())).resolves.toMatchObject({ user: { email } });
  });

  it("E05 a right code forgets the wrong tries before it", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    for (let round = 0; round < 3; round++) {
      const challenge = await beginSignIn(app, owner);
      const wrong = wrongFor([-30, 0, 30].map((seconds) => owner.code(seconds)));
      for (let nth = 0; nth < LOCK_TRIES - 1; nth++)
        await expect(complete(app, challenge, wrong)).rejects.toEqual(reason("CODE_WRONG"));
      await complete(app, challenge, owner.code());
      app.clock.advance(30_000);
    }
  });

  it("E09 refuses a right code five minutes after the password", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const [late, inTime] = [await beginSignIn(app, owner), await beginSignIn(app, owner)];
    app.clock.advance(CHALLENGE_MS - 1);
    await complete(app, inTime, owner.code());
    app.clock.advance(1);
    await expect(complete(app, late, owner.backupCodes[0] ?? "")).rejects.toEqual(reason("CHALLENGE_INVALID"));
  });

  it("a challenge is worth nothing once the password was changed or the user disabled", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const [first, second] = [await beginSignIn(app, owner), await beginSignIn(app, owner)];
    const { user } = app.db.tables;
    app.clock.advance(1);
    await app.db.update(user).set({ disabledAt: app.clock() }).where(eq(user.id, owner.userId));
    await expect(complete(app, first, owner.code())).rejects.toEqual(reason("ACCOUNT_DISABLED"));
    await app.db.update(user).set({ disabledAt: null, passwordChangedAt: app.clock() }).where(eq(user.id, owner.userId));
    await expect(complete(app, second, owner.code())).rejects.toEqual(reason("CHALLENGE_INVALID"));
  });
});
