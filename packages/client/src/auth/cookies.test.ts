import { randomUUID } from "node:crypto";
import { createTestApp } from "@causeway/testing";
import { expect, test } from "vitest";
import { createBrowser, type Exchange, URL_OF_APP } from "../../test/browser.ts";
import { createClient } from "../create-client.ts";
import type { CausewayError } from "../errors.ts";
import type { ClientOptions } from "../options.ts";

/** Past the access token's fifteen minutes. */
const TOKEN_LIFE_MS = 16 * 60_000;

async function setUp(options: Partial<ClientOptions> = {}) {
  const app = await createTestApp();
  const browser = createBrowser(app);
  const signedOut: CausewayError[] = [];
  const client = createClient({
    url: URL_OF_APP,
    auth: { kind: "cookies" },
    fetch: browser.fetch,
    onSignedOut: (error) => void signedOut.push(error),
    ...options,
  });
  return { app, browser, client, signedOut, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

type SetUp = Awaited<ReturnType<typeof setUp>>;

async function signIn({ app, client }: SetUp, role: "restaurant" | "admin" = "restaurant") {
  const actor = await app.createActor({ role });
  await client.identity.signIn.mutate({ email: actor.email, password: actor.password });
  return actor;
}

const twenty = <TValue>(make: () => TValue) => Array.from({ length: 20 }, make);

test("signing in sets cookies, and the calls after it carry them", async () => {
  await using at = await setUp();
  const actor = await signIn(at);
  expect((await at.client.identity.me.query()).email).toBe(actor.email);
  expect([...at.browser.cookies.keys()]).toEqual(["causeway-access", "causeway-refresh", "causeway-browser"]);
});

test("C07 twenty parallel calls with an expired access token share one refresh, and each is answered", async () => {
  await using at = await setUp();
  const { userId } = await signIn(at);
  at.app.clock.advance(TOKEN_LIFE_MS);
  const answers = await Promise.all(twenty(() => at.client.identity.me.query()));
  expect(answers.map(({ id }) => id)).toEqual(twenty(() => userId));
  expect(at.browser.asked("identity.refresh")).toHaveLength(1);
  expect(at.signedOut).toEqual([]);
});

test("C07 twenty calls in twenty requests share one refresh as well", async () => {
  await using at = await setUp({ requestId: () => randomUUID() });
  await signIn(at);
  at.app.clock.advance(TOKEN_LIFE_MS);
  await Promise.all(twenty(() => at.client.identity.me.query()));
  expect(at.browser.asked("identity.refresh")).toHaveLength(1);
  expect(at.browser.asked("identity.me")).toHaveLength(40);
});

test("a refusal that arrives after the refresh repeats the call without another refresh", async () => {
  await using at = await setUp({ requestId: () => randomUUID() });
  await signIn(at);
  at.app.clock.advance(TOKEN_LIFE_MS);
  const refreshed = Promise.withResolvers<void>();
  let isFirst = true;
  at.browser.interfere(async ({ paths, next }) => {
    const response = await next();
    if (paths === "identity.sessions" && isFirst) {
      isFirst = false;
      await refreshed.promise;
    }
    return response;
  });
  const late = at.client.identity.sessions.query({});
  await at.client.identity.me.query();
  refreshed.resolve();
  expect((await late).items).toHaveLength(2);
  expect(at.browser.asked("identity.refresh")).toHaveLength(1);
});

test("C10 a refresh whose answer is lost is sent again at once, and nobody is signed out", async () => {
  await using at = await setUp();
  const { userId } = await signIn(at);
  at.app.clock.advance(TOKEN_LIFE_MS);
  let refreshes = 0;
  at.browser.interfere(async ({ paths, next }) => {
    const before = new Map(at.browser.cookies);
    const response = await next();
    if (paths !== "identity.refresh" || ++refreshes > 1) return response;
    at.browser.cookies.clear();
    for (const [name, value] of before) at.browser.cookies.set(name, value);
    throw new TypeError("fetch failed");
  });
  expect((await at.client.identity.me.query()).id).toBe(userId);
  expect(refreshes).toBe(2);
  expect(at.signedOut).toEqual([]);
});

test("when the session is over, every call says so and onSignedOut is told once", async () => {
  await using at = await setUp();
  const actor = await signIn(at);
  await at.client.identity.me.query();
  await at.app.as(actor).identity.endOtherSessions();
  const results = await Promise.allSettled(twenty(() => at.client.identity.me.query()));
  expect(results.map((result) => result.status === "rejected" && result.reason.reason)).toEqual(twenty(() => "NOT_SIGNED_IN"));
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.signedOut).toMatchObject([{ reason: "SESSION_ENDED" }]);
});

test("a refresh token that somebody else used ends the session, and onSignedOut says why", async () => {
  await using at = await setUp();
  await signIn(at);
  const stolen = createBrowser(at.app);
  for (const [name, value] of at.browser.cookies) stolen.cookies.set(name, value);
  await createClient({ url: URL_OF_APP, auth: { kind: "cookies" }, fetch: stolen.fetch }).identity.refresh.mutate({});
  at.app.clock.advance(TOKEN_LIFE_MS);
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.signedOut).toMatchObject([{ reason: "REFRESH_REUSED" }]);
});

test("a visitor who was never signed in is not signed out", async () => {
  await using at = await setUp();
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN", status: 401 });
  expect(at.signedOut).toEqual([]);
});

test("a wrong password is not taken for a session that is over", async () => {
  await using at = await setUp();
  const { email } = await at.app.createActor();
  const attempt = at.client.identity.signIn.mutate({ email, password: "not the password" });
  await expect(attempt).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
  expect(at.browser.asked("identity.refresh")).toEqual([]);
});

test("a refresh that meets no server signs nobody out: the next call tries again", async () => {
  await using at = await setUp({ retries: 0 });
  const { userId } = await signIn(at);
  at.app.clock.advance(TOKEN_LIFE_MS);
  at.browser.interfere(({ paths, next }) => (paths === "identity.refresh" ? Promise.reject(new TypeError("offline")) : next()));
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NETWORK_FAILED" });
  at.browser.interfere(null);
  expect((await at.client.identity.me.query()).id).toBe(userId);
  expect(at.signedOut).toEqual([]);
});

test("calls that change cookies go alone and unstreamed, others share a streamed request", async () => {
  await using at = await setUp();
  const actor = await signIn(at);
  const { email, password } = actor;
  await Promise.all([at.client.identity.me.query(), at.client.identity.sessions.query({}), at.client.identity.refresh.mutate({})]);
  const { signIn: signInAgain, updateProfile } = at.client.identity;
  await Promise.all([signInAgain.mutate({ email, password }), updateProfile.mutate({ displayName: "Nora" })]);
  await at.client.identity.signOut.mutate();
  const isStreamed = ({ headers }: Exchange) => headers.has("trpc-accept");
  const pathsOf = (exchanges: Exchange[]) => exchanges.map(({ paths }) => paths).sort();
  expect(pathsOf(at.browser.exchanges.filter(isStreamed))).toEqual(["identity.me,identity.sessions", "identity.updateProfile"]);
  expect(pathsOf(at.browser.exchanges.filter((exchange) => !isStreamed(exchange)))).toEqual([
    "identity.refresh",
    "identity.signIn",
    "identity.signIn",
    "identity.signOut",
  ]);
});

test("acting for somebody and going back replaces the session each time", async () => {
  await using at = await setUp();
  const target = await at.app.createActor();
  const admin = await signIn(at, "admin");
  await at.client.identity.impersonate.mutate({ userId: target.userId });
  expect(await at.client.identity.me.query()).toMatchObject({ id: target.userId, impersonator: { id: admin.userId } });
  await at.client.identity.endImpersonation.mutate({});
  expect(await at.client.identity.me.query()).toMatchObject({ id: admin.userId, impersonator: null });
});

test("a call that is refused while the session is being replaced waits for the new one instead of refreshing the old", async () => {
  await using at = await setUp();
  const target = await at.app.createActor();
  await signIn(at, "admin");
  const replaced = Promise.withResolvers<void>();
  const seen = Promise.withResolvers<void>();
  at.browser.interfere(async ({ paths, next }) => {
    const before = new Map(at.browser.cookies);
    const response = await next();
    if (paths !== "identity.impersonate") return response;
    const after = new Map(at.browser.cookies);
    for (const [name, value] of before) at.browser.cookies.set(name, value);
    replaced.resolve();
    await seen.promise;
    for (const [name, value] of after) at.browser.cookies.set(name, value);
    return response;
  });
  const change = at.client.identity.impersonate.mutate({ userId: target.userId });
  await replaced.promise;
  const parallel = at.client.identity.me.query();
  await expect.poll(() => at.browser.asked("identity.me").length).toBe(1);
  seen.resolve();
  await change;
  expect((await parallel).id).toBe(target.userId);
  expect(at.browser.asked("identity.refresh")).toEqual([]);
});

test("C11 a sign-out at the same time as a refresh leaves the session dead", async () => {
  await using at = await setUp();
  await signIn(at);
  at.app.clock.advance(TOKEN_LIFE_MS);
  const [, signOut] = await Promise.allSettled([at.client.identity.me.query(), at.client.identity.signOut.mutate()]);
  expect(signOut.status).toBe("fulfilled");
  await expect(at.client.identity.refresh.mutate({})).rejects.toMatchObject({ reason: "SESSION_ENDED" });
  expect(at.signedOut).toEqual([]);
});
