import { createHmac } from "node:crypto";
import { createTestApp } from "@causeway/testing";
import { expect, test } from "vitest";
import { createBrowser, createServiceFetch, URL_OF_APP } from "../../test/browser.ts";
import { createClient } from "../create-client.ts";
import type { CausewayError } from "../errors.ts";

const SECRET = "the key of an old system, thirty-two characters and more";
const TOY = {
  system: "toy",
  title: "Toy",
  tokens: [{ kind: "jwt", framework: "nestjs-passport", user: { kind: "people", field: "sub" }, cookie: "jwt" }],
  secret: SECRET,
} as const;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function makeToken(claims: object): string {
  const signed = `${encode({ alg: "HS256" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}`;
}

/** A page on which an old system has left a token. */
async function setUp() {
  const app = await createTestApp({ oldTokens: [TOY] });
  const actor = await app.createActor();
  await app.db.insert(app.db.tables.legacyRecord).values({ system: "toy", kind: "people", oldId: "7", newId: actor.userId });
  const browser = createBrowser(app);
  const token = makeToken({ sub: "7", iat: app.clock().getTime() / 1000 });
  const storage: { token: string | null } = { token };
  const signedOut: CausewayError[] = [];
  const oldToken = { system: "toy", read: () => storage.token, forget: () => void (storage.token = null) };
  const onSignedOut = (error: CausewayError) => void signedOut.push(error);
  const options = { url: URL_OF_APP, fetch: browser.fetch, onSignedOut };
  const client = createClient({ ...options, auth: { kind: "cookies" }, oldToken });
  const dispose = () => app[Symbol.asyncDispose]();
  return { app, actor, browser, token, storage, signedOut, oldToken, options, client, [Symbol.asyncDispose]: dispose };
}

const twenty = <TValue>(make: () => TValue) => Array.from({ length: 20 }, make);
const EXCHANGE = "identity.exchangeOldToken";

test("C16 twenty parallel calls of somebody with an old token share one exchange, are answered, and the token is forgotten", async () => {
  await using at = await setUp();
  const answers = await Promise.all(twenty(() => at.client.identity.me.query()));
  expect(answers.map(({ id }) => id)).toEqual(twenty(() => at.actor.userId));
  expect(at.browser.asked(EXCHANGE)).toHaveLength(1);
  expect(at.storage.token).toBeNull();
  expect([...at.browser.cookies.keys()]).toContain("causeway-refresh");
  at.app.clock.advance(16 * 60_000);
  await at.client.identity.me.query();
  expect(at.browser.asked(EXCHANGE)).toHaveLength(1);
  expect(at.signedOut).toEqual([]);
});

test("a token that is refused is forgotten, and the visitor is simply not signed in", async () => {
  await using at = await setUp();
  at.storage.token = makeToken({ sub: "8" });
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.browser.asked(EXCHANGE)).toHaveLength(1);
  expect(at.storage.token).toBeNull();
  expect(at.signedOut).toEqual([]);
});

test("a token is kept while the server cannot be reached, and exchanged the next time", async () => {
  await using at = await setUp();
  at.browser.interfere(async ({ paths, next }) => {
    if (paths === EXCHANGE) throw new TypeError("fetch failed");
    return next();
  });
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.storage.token).toBe(at.token);
  at.browser.interfere(null);
  expect(await at.client.identity.me.query()).toMatchObject({ id: at.actor.userId });
});

test("whoever signs in has no use for a token of somebody's before", async () => {
  await using at = await setUp();
  const other = await at.app.createActor();
  await at.client.identity.signIn.mutate({ email: other.email, password: other.password });
  expect(at.storage.token).toBeNull();
  await at.client.identity.signOut.mutate();
  await expect(at.client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.browser.asked(EXCHANGE)).toEqual([]);
});

test("C16 the cookie of an old system is exchanged once, and taken from the browser", async () => {
  await using at = await setUp();
  at.browser.cookies.set("jwt", at.token);
  const client = createClient({ ...at.options, auth: { kind: "cookies" }, oldToken: { system: "toy", kind: "cookie" } });
  expect(await client.identity.me.query()).toMatchObject({ id: at.actor.userId });
  expect(at.browser.cookies.has("jwt")).toBe(false);
  await client.identity.signOut.mutate();
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.browser.asked(EXCHANGE)).toHaveLength(1);
});

test("a visitor without an old cookie is asked for nothing, and it is looked for once", async () => {
  await using at = await setUp();
  const client = createClient({ ...at.options, auth: { kind: "cookies" }, oldToken: { system: "toy", kind: "cookie" } });
  for (const _ of [1, 2]) await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.browser.asked(EXCHANGE)).toHaveLength(1);
  expect(at.signedOut).toEqual([]);
});

test("a page that may not use its storage has no old token", async () => {
  await using at = await setUp();
  const refuse = (): never => {
    throw new Error("SecurityError");
  };
  const oldToken = { system: "toy", read: refuse, forget: refuse };
  const client = createClient({ ...at.options, auth: { kind: "cookies" }, oldToken });
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  const { email, password, userId } = at.actor;
  await client.identity.signIn.mutate({ email, password });
  expect(await client.identity.me.query()).toMatchObject({ id: userId });
});

test("a service that keeps tokens itself gets them for an old one", async () => {
  await using at = await setUp();
  const service = createServiceFetch(at.app);
  const kept: string[] = [];
  const client = createClient({
    url: URL_OF_APP,
    fetch: service.fetch,
    auth: { kind: "refresh", refreshToken: null, onRotate: (token) => void kept.push(token) },
    oldToken: at.oldToken,
  });
  expect((await Promise.all(twenty(() => client.identity.me.query())))[0]).toMatchObject({ id: at.actor.userId });
  expect(kept).toHaveLength(1);
  expect(service.asked(EXCHANGE)).toHaveLength(1);
});
