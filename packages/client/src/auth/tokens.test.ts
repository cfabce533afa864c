import { createTestApp } from "@causeway/testing";
import { expect, test } from "vitest";
import { createServiceFetch, URL_OF_APP } from "../../test/browser.ts";
import { createClient } from "../create-client.ts";
import type { CausewayError } from "../errors.ts";
import type { Auth } from "./auth.ts";

const TOKEN_LIFE_MS = 16 * 60_000;

async function setUp() {
  const app = await createTestApp();
  const service = createServiceFetch(app);
  const actor = await app.createActor();
  const signedOut: CausewayError[] = [];
  return {
    app,
    service,
    actor,
    signedOut,
    connect: (auth: Auth) =>
      createClient({ url: URL_OF_APP, auth, fetch: service.fetch, onSignedOut: (error) => void signedOut.push(error) }),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

const twenty = <TValue>(make: () => TValue) => Array.from({ length: 20 }, make);

test("a bearer token goes with every call, and no cookies do", async () => {
  await using at = await setUp();
  const client = at.connect({ kind: "bearer", token: at.actor.accessToken });
  expect((await client.identity.me.query()).id).toBe(at.actor.userId);
  const [exchange] = at.service.exchanges;
  expect(exchange?.headers.get("authorization")).toBe(`Bearer ${at.actor.accessToken}`);
  expect(exchange?.credentials).toBe("omit");
});

test("a fixed token that is refused is said to be over once, and is not sent again for the same call", async () => {
  await using at = await setUp();
  const client = at.connect({ kind: "bearer", token: at.actor.accessToken });
  at.app.clock.advance(TOKEN_LIFE_MS);
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.service.exchanges).toHaveLength(2);
  expect(at.signedOut).toHaveLength(1);
});

test("a token function is asked once for parallel calls, and once again after a refusal", async () => {
  await using at = await setUp();
  let asked = 0;
  let refreshToken = at.actor.refreshToken;
  const client = at.connect({
    kind: "bearer",
    token: async () => {
      asked++;
      const { tokens } = await at.app.caller.identity.refresh({ refreshToken, delivery: "body" });
      refreshToken = tokens?.refreshToken ?? "";
      return tokens?.accessToken ?? "";
    },
  });
  await Promise.all(twenty(() => client.identity.me.query()));
  expect(asked).toBe(1);
  at.app.clock.advance(TOKEN_LIFE_MS);
  await Promise.all(twenty(() => client.identity.me.query()));
  expect(asked).toBe(2);
  expect(at.signedOut).toEqual([]);
});

test("a token function whose second token is refused as well ends the session", async () => {
  await using at = await setUp();
  const client = at.connect({ kind: "bearer", token: () => "none.of.ours" });
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.service.exchanges).toHaveLength(2);
  expect(at.signedOut).toHaveLength(1);
});

test("a token function that fails fails the call, with its error as the cause", async () => {
  await using at = await setUp();
  const cause = new Error("the vault is closed");
  const client = at.connect({ kind: "bearer", token: () => Promise.reject(cause) });
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "CLIENT_FAILED", cause });
  expect(at.service.exchanges).toEqual([]);
});

test("a refresh token is exchanged before the first call, and its successor is kept before the call goes", async () => {
  await using at = await setUp();
  const events: string[] = [];
  const client = at.connect({ kind: "refresh", refreshToken: at.actor.refreshToken, onRotate: () => void events.push("kept") });
  at.service.interfere(({ paths, next }) => {
    events.push(paths);
    return next();
  });
  const answers = await Promise.all(twenty(() => client.identity.me.query()));
  expect(answers).toHaveLength(20);
  expect(events).toEqual(["identity.refresh", "kept", twenty(() => "identity.me").join(",")]);
});

test("C07 twenty parallel calls with an expired access token rotate the refresh token once", async () => {
  await using at = await setUp();
  const kept: string[] = [];
  const client = at.connect({ kind: "refresh", refreshToken: at.actor.refreshToken, onRotate: (token) => void kept.push(token) });
  await client.identity.me.query();
  at.app.clock.advance(TOKEN_LIFE_MS);
  await Promise.all(twenty(() => client.identity.me.query()));
  expect(at.service.asked("identity.refresh")).toHaveLength(2);
  expect(new Set(kept).size).toBe(2);
  const successor = at.connect({ kind: "refresh", refreshToken: kept.at(-1) ?? "", onRotate: () => {} });
  expect((await successor.identity.me.query()).id).toBe(at.actor.userId);
});

test("without a refresh token, signing in starts the session; an expired access token does not stand in its way", async () => {
  await using at = await setUp();
  const kept: string[] = [];
  const client = at.connect({ kind: "refresh", refreshToken: null, onRotate: (token) => void kept.push(token) });
  const { email, password } = at.actor;
  const answer = await client.identity.signIn.mutate({ email, password });
  expect(answer).toMatchObject({ kind: "session", tokens: { refreshToken: kept[0] } });
  expect((await client.identity.me.query()).id).toBe(at.actor.userId);
  at.app.clock.advance(TOKEN_LIFE_MS);
  await client.identity.signIn.mutate({ email, password });
  expect(at.service.asked("identity.signIn").map(({ headers }) => headers.has("authorization"))).toEqual([false, false]);
});

test("after signing out, calls go without a token and nothing is refreshed", async () => {
  await using at = await setUp();
  const client = at.connect({ kind: "refresh", refreshToken: at.actor.refreshToken, onRotate: () => {} });
  await client.identity.signOut.mutate();
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.service.asked("identity.refresh")).toHaveLength(1);
  expect(at.service.asked("identity.me")[0]?.headers.has("authorization")).toBe(false);
  expect(at.signedOut).toEqual([]);
});

test("a refresh token that is refused is not tried twice, and onSignedOut is told once", async () => {
  await using at = await setUp();
  const client = at.connect({ kind: "refresh", refreshToken: "none of ours", onRotate: () => {} });
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  expect(at.service.asked("identity.refresh")).toHaveLength(1);
  expect(at.signedOut).toMatchObject([{ reason: "SESSION_ENDED" }]);
});

test("a successor that cannot be kept fails the call; the session goes on in memory", async () => {
  await using at = await setUp();
  let isFull = true;
  const client = at.connect({
    kind: "refresh",
    refreshToken: at.actor.refreshToken,
    onRotate: () => (isFull ? Promise.reject(new Error("disk full")) : undefined),
  });
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "CLIENT_FAILED", cause: { message: "disk full" } });
  isFull = false;
  expect((await client.identity.me.query()).id).toBe(at.actor.userId);
});

test("a sign-in during a refresh wins", async () => {
  await using at = await setUp();
  const other = await at.app.createActor();
  const client = at.connect({ kind: "refresh", refreshToken: at.actor.refreshToken, onRotate: () => {} });
  const held = Promise.withResolvers<void>();
  at.service.interfere(async ({ paths, next }) => {
    const response = await next();
    if (paths === "identity.refresh") await held.promise;
    return response;
  });
  const first = client.identity.me.query();
  await client.identity.signIn.mutate({ email: other.email, password: other.password });
  held.resolve();
  await first;
  expect((await client.identity.me.query()).id).toBe(other.userId);
});

test("acting for somebody takes the new session's tokens", async () => {
  await using at = await setUp();
  const admin = await at.app.createActor({ role: "admin" });
  const client = at.connect({ kind: "refresh", refreshToken: admin.refreshToken, onRotate: () => {} });
  await client.identity.impersonate.mutate({ userId: at.actor.userId });
  expect(await client.identity.me.query()).toMatchObject({ id: at.actor.userId, impersonator: { id: admin.userId } });
});
