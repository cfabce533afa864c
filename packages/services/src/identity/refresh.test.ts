import { createTestApp, DIALECTS, type TestApp, tokensOf } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SESSION_IDLE_MS, SESSION_MS } from "./create-session.ts";
import { REFRESH_GRACE_MS } from "./refresh.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const refresh = (app: TestApp, refreshToken: string) => app.caller.identity.refresh({ refreshToken, delivery: "body" });

async function successorOf(app: TestApp, refreshToken: string): Promise<string> {
  const { tokens } = await refresh(app, refreshToken);
  if (!tokens) throw new Error("no tokens in the answer");
  return tokens.refreshToken;
}

describe.each(DIALECTS)("refresh on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("C07 twenty parallel refreshes make one successor and leave everybody signed in", async () => {
    await using app = await createTestApp({ dialect });
    const { refreshToken, userId } = await app.createActor();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(app, refreshToken)));
    expect(new Set(answers.map(({ tokens }) => tokens?.refreshToken)).size).toBe(1);
    expect(answers.every(({ user }) => user.id === userId)).toBe(true);
    expect(await app.db.$count(app.db.tables.refreshToken)).toBe(2);
  });

  it("C08 a token used again after the grace time ends the session; that is audited, and the user told by mail", async () => {
    await using app = await createTestApp({ dialect });
    const { refreshToken, email } = await app.createActor();
    const next = await successorOf(app, refreshToken);
    app.clock.advance(REFRESH_GRACE_MS + 1);
    await expect(refresh(app, refreshToken)).rejects.toEqual(reason("REFRESH_REUSED"));
    await expect(refresh(app, next)).rejects.toEqual(reason("SESSION_ENDED"));
    const { auditEvent } = app.db.tables;
    expect(await app.db.$count(auditEvent, eq(auditEvent.action, "session.reuse-detected"))).toBe(1);
    await app.runJobs();
    expect(app.providers.mail.sent).toEqual([expect.objectContaining({ to: email, subject: "We ended one of your sessions" })]);
  });

  it("D01 every session begins with a token of its own, of 256 random bits", () => {
    const tokens = Array.from({ length: 200 }, () => Buffer.from(app.runtime.refreshTokens.create(), "base64url"));
    expect(new Set(tokens.map(({ length }) => length))).toEqual(new Set([32]));
    // Of each bit about as many are set as not: 200 throws of a coin stay within 60 to 140 but once in a hundred million.
    const setBits = Array.from(
      { length: 256 },
      (_, bit) => tokens.filter((token) => ((token[bit >> 3] ?? 0) >> (bit & 7)) & 1).length,
    );
    expect(setBits.filter((count) => count < 60 || count > 140)).toEqual([]);
  });

  it("C09 a token two generations old counts as reuse, also within the grace time", async () => {
    const { refreshToken } = await app.createActor();
    await successorOf(app, await successorOf(app, refreshToken));
    await expect(refresh(app, refreshToken)).rejects.toEqual(reason("REFRESH_REUSED"));
  });

  it("C10 a client whose answer was lost gets the same successor, up to the last moment of the grace time", async () => {
    const { refreshToken } = await app.createActor();
    const lost = await successorOf(app, refreshToken);
    app.clock.advance(REFRESH_GRACE_MS);
    expect(await successorOf(app, refreshToken)).toBe(lost);
  });

  it("C11 a session is over when sign-out and refresh race, whoever is first", async () => {
    for (let round = 0; round < 5; round++) {
      const actor = await app.createActor();
      const [refreshed] = await Promise.allSettled([refresh(app, actor.refreshToken), app.as(actor).identity.signOut()]);
      const last = refreshed.status === "fulfilled" ? (refreshed.value.tokens?.refreshToken ?? "") : actor.refreshToken;
      await expect(refresh(app, last)).rejects.toEqual(reason("SESSION_ENDED"));
    }
  });

  it("C12 ending one session leaves the user's other devices signed in", async () => {
    const { email, password, refreshToken } = await app.createActor();
    const other = await app.caller.identity.signIn({ email, password, delivery: "body" });
    await successorOf(app, refreshToken);
    app.clock.advance(REFRESH_GRACE_MS + 1);
    await expect(refresh(app, refreshToken)).rejects.toEqual(reason("REFRESH_REUSED"));
    await expect(refresh(app, tokensOf(other).refreshToken)).resolves.toMatchObject({ user: { email } });
  });

  it("C13 stores refresh tokens only as hashes", async () => {
    await using app = await createTestApp({ dialect });
    const { refreshToken } = await app.createActor();
    const next = await successorOf(app, refreshToken);
    const stored = JSON.stringify(await app.db.select().from(app.db.tables.refreshToken));
    expect(stored).not.toContain(refreshToken);
    expect(stored).not.toContain(next);
  });

  it("D03 a session ends after seven days without use", async () => {
    const { refreshToken } = await app.createActor();
    app.clock.advance(SESSION_IDLE_MS);
    const next = await successorOf(app, refreshToken);
    app.clock.advance(SESSION_IDLE_MS + 1);
    await expect(refresh(app, next)).rejects.toEqual(reason("SESSION_ENDED"));
  });

  it("D03 a session ends after thirty days, however much it is used", async () => {
    let { refreshToken } = await app.createActor();
    for (let used = 0; used < SESSION_MS - SESSION_IDLE_MS; used += SESSION_IDLE_MS) {
      app.clock.advance(SESSION_IDLE_MS);
      refreshToken = await successorOf(app, refreshToken);
    }
    app.clock.advance(SESSION_IDLE_MS);
    await expect(refresh(app, refreshToken)).rejects.toEqual(reason("SESSION_ENDED"));
  });

  it("refuses a token nobody was given", async () => {
    await app.createActor();
    await expect(refresh(app, "made-up")).rejects.toEqual(reason("SESSION_ENDED"));
    await expect(app.caller.identity.refresh({ delivery: "body" })).rejects.toEqual(reason("SESSION_ENDED"));
  });
});
