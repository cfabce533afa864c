import { createTestApp, setUpFactor } from "@causeway/testing";
import { expect, test } from "vitest";
import { createBrowser, createServiceFetch, URL_OF_APP } from "../../test/browser.ts";
import { createClient } from "../create-client.ts";

async function setUp() {
  const app = await createTestApp();
  const owner = await setUpFactor(app, await app.createActor());
  return { app, owner, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

test("a service with a session of its own is signed in by the second step, not by the first", async () => {
  await using at = await setUp();
  const kept: string[] = [];
  const { fetch } = createServiceFetch(at.app);
  const auth = { kind: "refresh" as const, refreshToken: null, onRotate: (token: string) => void kept.push(token) };
  const client = createClient({ url: URL_OF_APP, auth, fetch });
  const { email, password } = at.owner;
  const answer = await client.identity.signIn.mutate({ email, password });
  if (answer.kind !== "secondFactor") throw new Error("no second factor was asked for");
  expect(kept).toEqual([]);
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
  await client.identity.completeSignIn.mutate({ challenge: answer.challenge, code: at.owner.code() });
  expect(kept).toHaveLength(1);
  expect(await client.identity.me.query()).toMatchObject({ email });
});

test("E06 a browser has no cookie after the first step; a trusted one needs no second one the next time", async () => {
  await using at = await setUp();
  const browser = createBrowser(at.app);
  const client = createClient({ url: URL_OF_APP, auth: { kind: "cookies" }, fetch: browser.fetch });
  const { email, password } = at.owner;
  const answer = await client.identity.signIn.mutate({ email, password });
  if (answer.kind !== "secondFactor") throw new Error("no second factor was asked for");
  expect([...browser.cookies]).toEqual([]);
  await client.identity.completeSignIn.mutate({ challenge: answer.challenge, code: at.owner.code(), rememberDevice: true });
  expect(await client.identity.me.query()).toMatchObject({ email });
  await client.identity.signOut.mutate();
  expect(await client.identity.signIn.mutate({ email, password })).toMatchObject({ kind: "session", user: { email } });
});
