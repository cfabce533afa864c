import { anonymousContext, createTestApp, DIALECTS, setUpFactor, type TestApp } from "@causeway/testing";
import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { makeDjangoSessionData, makeExpressCookie, makeFlaskCookie, makeJwt } from "../../../test/old-tokens/makers.ts";
import { exchangeOldToken, serviceContext, storeOldSessions } from "../../index.ts";
import type { OldTokenDescriptorInput } from "./descriptor.ts";

const SECRET = "the key of an old system, thirty-two characters and more";
const user = (field: string) => ({ kind: "people", field });

/** An old system of each framework; `toy-<name>` is its id. */
const TOYS: Record<string, OldTokenDescriptorInput> = {
  express: { kind: "jwt", framework: "express-jsonwebtoken", user: user("uid") },
  simplejwt: { kind: "jwt", framework: "simplejwt", user: user("user_id") },
  flaskjwt: { kind: "jwt", framework: "flask-jwt-extended", user: { ...user("email"), by: "email" } },
  jose: { kind: "jwt", framework: "python-jose", user: user("sub") },
  nest: { kind: "jwt", framework: "nestjs-passport", user: user("sub") },
  flask: { kind: "flask-session", user: user("_user_id") },
  sessions: { kind: "express-session", user: user("passport.user") },
  django: { kind: "django-session", user: user("_auth_user_id") },
  drf: { kind: "drf-token", user: user("user_id") },
};

async function setUp(dialect: (typeof DIALECTS)[number]) {
  const app = await createTestApp({
    dialect,
    oldTokens: Object.entries(TOYS).map(([name, token]) => ({
      system: `toy-${name}`,
      title: name,
      tokens: [token],
      secret: SECRET,
      tokensUntil: "2026-03-31",
    })),
  });
  const actor = await app.createActor();
  const { legacyRecord } = app.db.tables;
  const rows = Object.keys(TOYS).map((name) => ({ system: `toy-${name}`, kind: "people", oldId: "7", newId: actor.userId }));
  await app.db.insert(legacyRecord).values(rows);
  const ctx = anonymousContext(app.runtime);
  return {
    app,
    actor,
    ctx,
    exchange: (name: string, token: string) => exchangeOldToken(ctx, { system: `toy-${name}`, token }),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;
const seconds = (app: TestApp) => Math.floor(app.clock().getTime() / 1000);
const REFUSED = { code: "UNAUTHORIZED", reason: "OLD_TOKEN_REFUSED" };
const nest = ({ app }: SetUp, claims: object = {}) => makeJwt({ sub: "7", iat: seconds(app), ...claims }, SECRET);

async function usesOf({ app }: SetUp, name: string) {
  await app.runtime.tokenUses.flush();
  const { legacyTokenUse: use } = app.db.tables;
  const rows = await app.db
    .select()
    .from(use)
    .where(eq(use.system, `toy-${name}`))
    .orderBy(asc(use.result));
  return Object.fromEntries(rows.map(({ kind, result, count }) => [`${kind} ${result}`, count]));
}

/** A token or cookie of each toy, whose sessions an import has brought here. */
async function makeAll(at: SetUp): Promise<Record<string, string>> {
  const { app, actor } = at;
  const now = seconds(app);
  const timed = { iat: now, exp: now + 600 };
  const ctx = serviceContext(app.runtime, "test");
  const expiresAt = new Date((now + 3600) * 1000);
  const row = { issuedAt: null, expiresAt };
  const data = makeDjangoSessionData({ _auth_user_id: "7" }, SECRET, { at: app.clock(), isCompressed: true });
  await storeOldSessions(ctx, { system: "toy-django", kind: "django-session", rows: [{ ...row, id: "djangokey", data }] });
  const session = JSON.stringify({ cookie: {}, passport: { user: 7 } });
  await storeOldSessions(ctx, { system: "toy-sessions", kind: "express-session", rows: [{ ...row, id: "sid.1", data: session }] });
  const token = { id: "0123456789abcdef", data: '{"user_id":7}', issuedAt: app.clock(), expiresAt: null };
  await storeOldSessions(ctx, { system: "toy-drf", kind: "drf-token", rows: [token] });
  return {
    express: makeJwt({ uid: 7, ...timed }, SECRET),
    simplejwt: makeJwt({ token_type: "access", jti: "0a", user_id: "7", ...timed }, SECRET),
    flaskjwt: makeJwt({ type: "access", jti: "0a", sub: "x", email: actor.email, csrf: "1", ...timed }, SECRET),
    jose: makeJwt({ sub: "7", exp: now + 600 }, SECRET),
    nest: nest(at),
    flask: makeFlaskCookie({ _user_id: "7" }, SECRET, { at: app.clock() }),
    sessions: makeExpressCookie("sid.1", SECRET),
    django: "djangokey",
    drf: token.id,
  };
}

describe.each(DIALECTS)("tokens of old systems become sessions, on %s", (dialect) => {
  it("C14 C16 each framework's, once, counted and recorded", async () => {
    await using at = await setUp(dialect);
    const all = await makeAll(at);
    for (const [name, token] of Object.entries(all)) {
      const { userId, sessionId, accessToken } = await at.exchange(name, token);
      expect(userId).toBe(at.actor.userId);
      expect((await at.app.runtime.accessTokens.verify(accessToken)).sessionId).toBe(sessionId);
      await expect(at.exchange(name, token)).rejects.toMatchObject(REFUSED);
      const kind = TOYS[name]?.kind;
      expect(await usesOf(at, name)).toEqual({ [`${kind} exchanged`]: 1, [`${kind} refused`]: 1 });
    }
    const { auditEvent, legacyExchange } = at.app.db.tables;
    const events = await at.app.db.select().from(auditEvent).where(eq(auditEvent.action, "legacy-token.exchange"));
    expect(events.filter(({ result }) => result === "success")).toHaveLength(Object.keys(TOYS).length);
    expect(events.find(({ result }) => result === "failure")?.details).toMatchObject({ reason: "exchanged-before" });
    const stored = JSON.stringify(await at.app.db.select().from(legacyExchange));
    for (const token of Object.values(all)) expect(stored).not.toContain(token);
  });

  it("C14 of two servers with a key each, none signed with the other's", async () => {
    const keys = { node: `${SECRET} of node`, django: `${SECRET} of django` };
    const tokens: OldTokenDescriptorInput[] = [
      { kind: "jwt", framework: "express-jsonwebtoken", user: user("uid"), key: "node" },
      { kind: "jwt", framework: "simplejwt", user: user("user_id"), key: "django" },
    ];
    const toy = { system: "toy", title: "Toy", tokens };
    await using app = await createTestApp({ dialect, oldTokens: [{ ...toy, secrets: keys }] });
    const { userId } = await app.createActor();
    await app.db.insert(app.db.tables.legacyRecord).values([{ system: "toy", kind: "people", oldId: "7", newId: userId }]);
    const exchange = (token: string) => exchangeOldToken(anonymousContext(app.runtime), { system: "toy", token });
    const now = seconds(app);
    const node = (key: string) => makeJwt({ uid: 7, iat: now }, key);
    const django = (key: string) => makeJwt({ token_type: "access", jti: "0a", user_id: 7, iat: now, exp: now + 600 }, key);
    await expect(exchange(node(keys.node))).resolves.toMatchObject({ userId });
    await expect(exchange(django(keys.django))).resolves.toMatchObject({ userId });
    for (const token of [node(keys.django), django(keys.node), node(SECRET)])
      await expect(exchange(token)).rejects.toMatchObject(REFUSED);
  });

  it("C16 twenty parallel exchanges of one token make one session", async () => {
    await using at = await setUp(dialect);
    const token = nest(at);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => at.exchange("nest", token)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const reasons = results.flatMap((result) => (result.status === "rejected" ? [result.reason.reason] : []));
    expect(new Set(reasons)).toEqual(new Set([REFUSED.reason]));
    const { session } = at.app.db.tables;
    // The actor's own, and one more.
    expect(await at.app.db.$count(session, eq(session.userId, at.actor.userId))).toBe(2);
  });

  it("C14 none after the window's last day, and these are counted apart", async () => {
    await using at = await setUp(dialect);
    at.app.clock.advance(Date.parse("2026-03-31T23:59:59Z") - at.app.clock().getTime());
    await at.exchange("nest", nest(at));
    at.app.clock.advance(1000);
    await expect(at.exchange("nest", nest(at))).rejects.toMatchObject(REFUSED);
    await expect(at.exchange("nest", makeJwt({ sub: "7" }, "another key"))).rejects.toMatchObject(REFUSED);
    expect(await usesOf(at, "nest")).toEqual({ "jwt closed": 1, "jwt exchanged": 1, "jwt refused": 1 });
  });

  it("C15 none from before a change of the password, or the end of all sessions; none without a date after one", async () => {
    await using at = await setUp(dialect);
    const { app, actor } = at;
    const before = nest(at);
    app.clock.advance(60_000);
    await app.as(actor).identity.endOtherSessions();
    await expect(at.exchange("nest", before)).rejects.toMatchObject(REFUSED);
    await expect(at.exchange("nest", makeJwt({ sub: "7" }, SECRET))).rejects.toMatchObject(REFUSED);
    await at.exchange("nest", nest(at));
    app.clock.advance(60_000);
    const between = nest(at);
    app.clock.advance(60_000);
    const password = "another long enough password";
    await app.as(actor).identity.changePassword({ currentPassword: actor.password, newPassword: password, delivery: "body" });
    await expect(at.exchange("nest", between)).rejects.toMatchObject(REFUSED);
    await at.exchange("nest", nest(at, { nonce: 1 }));
  });

  it("C15 none of a user who is disabled, and none of somebody who is not here", async () => {
    await using at = await setUp(dialect);
    const admin = await at.app.createActor({ role: "admin" });
    await expect(at.exchange("nest", nest(at, { sub: "8" }))).rejects.toMatchObject(REFUSED);
    await at.app.as(admin).users.disable({ id: at.actor.userId });
    await expect(at.exchange("nest", nest(at))).rejects.toMatchObject(REFUSED);
  });

  it("E10 none of a user with a second factor", async () => {
    await using at = await setUp(dialect);
    await setUpFactor(at.app, at.actor);
    await expect(at.exchange("nest", nest(at))).rejects.toMatchObject(REFUSED);
    const { auditEvent } = at.app.db.tables;
    const [event] = await at.app.db.select().from(auditEvent).where(eq(auditEvent.action, "legacy-token.exchange"));
    expect(event).toMatchObject({ result: "failure", details: { reason: "second-factor" } });
  });

  it("an address names only a user who came out of the old system", async () => {
    await using at = await setUp(dialect);
    const stranger = await at.app.createActor();
    const claims = { type: "access", jti: "1", email: stranger.email, iat: seconds(at.app) };
    await expect(at.exchange("flaskjwt", makeJwt(claims, SECRET))).rejects.toMatchObject(REFUSED);
  });

  it("the session has no proof of a password, so that what needs one asks for it", async () => {
    await using at = await setUp(dialect);
    const { sessionId } = await at.exchange("nest", nest(at));
    const { session } = at.app.db.tables;
    const [row] = await at.app.db.select().from(session).where(eq(session.id, sessionId));
    expect(row).toMatchObject({ provenAt: null, secondFactorAt: null });
  });

  it("stored sessions are kept without their ids, replaced by later copies, and refused once they have run out", async () => {
    await using at = await setUp(dialect);
    const { app } = at;
    const ctx = serviceContext(app.runtime, "test");
    const expiresAt = new Date(app.clock().getTime() + 60_000);
    const rows = ["one", "two"].map((id) => ({ id, data: '{"passport":{"user":7}}', issuedAt: null, expiresAt }));
    const anonymous = { id: "three", data: "{}", issuedAt: null, expiresAt };
    const given = { system: "toy-sessions", kind: "express-session" } as const;
    expect(await storeOldSessions(ctx, { ...given, rows: [...rows, anonymous] })).toEqual({ stored: 2 });
    expect(await storeOldSessions(ctx, { ...given, rows })).toEqual({ stored: 2 });
    const { legacySession } = app.db.tables;
    const stored = await app.db.select().from(legacySession);
    expect(stored).toHaveLength(2);
    expect(JSON.stringify(stored)).not.toContain('"one"');
    await at.exchange("sessions", makeExpressCookie("one", SECRET));
    app.clock.advance(60_000);
    await expect(at.exchange("sessions", makeExpressCookie("two", SECRET))).rejects.toMatchObject(REFUSED);
    const unknown = storeOldSessions(ctx, { system: "toy-nest", kind: "express-session", rows });
    await expect(unknown).rejects.toMatchObject({ reason: "OLD_SESSIONS_UNKNOWN" });
    await expect(storeOldSessions(at.ctx, { ...given, rows })).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  });
});
