import { anonymousContext, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn, signInAsBefore } from "../index.ts";
import { forgetAttemptsJob } from "./forget-attempts.ts";
import { rememberBrowser } from "./known-browsers.ts";
import { subjectsTo } from "./test/mails.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const NOTICE = "A new sign-in to your account";

const from = (app: TestApp, place: { ip?: string; userAgent?: string; browserToken?: string }) => ({
  ...anonymousContext(app.runtime),
  ...place,
});

describe.each(DIALECTS)("tries to sign in, on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("are listed for administrators, newest first, by address, user, place, door, result and time", async () => {
    const admin = await app.createActor({ role: "admin" });
    const actor = await app.createActor({ email: "nora@test.example" });
    const { email, password, userId } = actor;
    const began = app.clock();
    app.clock.advance(1000);
    await signIn(from(app, { ip: "198.51.100.7" }), { email: "NORA@test.example", password: "wrong" }).catch(() => undefined);
    app.clock.advance(1000);
    await signInAsBefore(from(app, {}), { system: "elder", email, password });
    app.clock.advance(1000);
    await signIn(from(app, {}), { email: "nobody@test.example", password: "wrong" }).catch(() => undefined);

    const list = async (filter: object) => (await app.as(admin).identity.signInAttempts({ limit: 20, ...filter })).items;
    const all = await list({ from: new Date(began.getTime() + 1) });
    expect(all.map(({ email: address, door, result, reason: why }) => ({ address, door, result, why }))).toEqual([
      { address: "nobody@test.example", door: "web", result: "failure", why: "CREDENTIALS_WRONG" },
      { address: "nora@test.example", door: "elder", result: "success", why: null },
      { address: "nora@test.example", door: "web", result: "failure", why: "CREDENTIALS_WRONG" },
    ]);
    expect(all.map((attempt) => attempt.userId)).toEqual([null, userId, userId]);
    expect(await list({ email: "Nora@test.example", result: "failure" })).toHaveLength(1);
    expect(await list({ userId })).toHaveLength(3);
    expect(await list({ ip: "198.51.100.7" })).toHaveLength(1);
    expect(await list({ door: "elder" })).toHaveLength(1);
    expect(await list({ until: began })).toHaveLength(0);
    const first = await app.as(admin).identity.signInAttempts({ limit: 4 });
    const second = await app.as(admin).identity.signInAttempts({ limit: 4, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items]).toHaveLength(5);
    await expect(app.as(actor).identity.signInAttempts({ limit: 20 })).rejects.toEqual(reason("PERMISSION_MISSING"));
  });

  it("F03 are listed for a user as far as they are about the account", async () => {
    const [actor, other] = [await app.createActor(), await app.createActor()];
    await signIn(from(app, {}), { email: other.email, password: "wrong" }).catch(() => undefined);
    const { items } = await app.as(actor).identity.mySignIns({ limit: 20 });
    expect(items).toEqual([expect.objectContaining({ result: "success" })]);
    expect(JSON.stringify(items)).not.toContain(actor.email);
  });

  it("are forgotten after 90 days, with counts that no longer matter", async () => {
    await using app = await createTestApp({ dialect });
    const { email } = await app.createActor();
    await signIn(from(app, {}), { email, password: "wrong" }).catch(() => undefined);
    const { signInAttempt, signInLock } = app.db.tables;
    for (const [days, left] of [
      [80, 2],
      [11, 0],
    ] as const) {
      app.clock.advance(days * 24 * 60 * 60_000);
      await app.db.transaction((tx) => app.runtime.jobs.enqueue(tx, forgetAttemptsJob, null));
      await app.runJobs();
      expect(await app.db.$count(signInAttempt)).toBe(left);
    }
    expect(await app.db.$count(signInLock)).toBe(0);
  });
});

describe.each(DIALECTS)("a sign-in from a new place, on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("is told by mail: another network, or another device; not the first, and not a familiar one", async () => {
    const { email, password, userId } = await app.createActor();
    const at = (place: Parameters<typeof from>[1]) => signIn(from(app, place), { email, password });
    await at({ ip: "192.0.2.77" });
    expect(await subjectsTo(app, email)).toEqual([]);
    await at({ ip: "198.51.100.1" });
    expect(await subjectsTo(app, email)).toEqual([NOTICE]);
    await at({ ip: "198.51.100.200" });
    await at({ userAgent: "another browser" });
    expect(await subjectsTo(app, email)).toEqual([NOTICE, NOTICE]);
    const { token: browserToken } = rememberBrowser(from(app, {}), userId);
    await at({ ip: "203.0.113.1", browserToken });
    expect(await subjectsTo(app, email)).toEqual([NOTICE, NOTICE]);
    await at({ ip: "2001:db8:1:1::1" });
    await at({ ip: "2001:db8:1:2::1" });
    await at({ ip: "2001:db8:2::1" });
    expect(await subjectsTo(app, email)).toHaveLength(4);
  });

  it("is told on the old doors as well", async () => {
    const { email, password } = await app.createActor();
    await signInAsBefore(from(app, { ip: "198.51.100.1" }), { system: "elder", email, password });
    expect(await subjectsTo(app, email)).toEqual([NOTICE]);
  });
});
