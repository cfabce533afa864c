import { createTestApp } from "@causeway/testing";
import { EventSource } from "eventsource";
import { expect, test } from "vitest";
import { createBrowser } from "../test/browser.ts";
import { createClient } from "./create-client.ts";

const TOKEN_LIFE_MS = 16 * 60_000;

test("over a real connection, a browser signs in, renews its session, follows a list and signs out", async () => {
  await using app = await createTestApp();
  const { email, password, userId, restaurantId } = await app.createActor();
  const browser = createBrowser({ request: (url, init) => fetch(url, init) });
  const client = createClient({ url: await app.listen(), auth: { kind: "cookies" }, fetch: browser.fetch, EventSource });

  await client.identity.signIn.mutate({ email, password });
  app.clock.advance(TOKEN_LIFE_MS);
  const [me, sessions] = await Promise.all([client.identity.me.query(), client.identity.sessions.query({})]);
  expect([me.id, sessions.items.length]).toEqual([userId, 2]);

  const leaving = new AbortController();
  const lists = client.checklists.watchTasks.subscribe({ restaurantId }, { signal: leaving.signal });
  const first = await lists.next();
  await client.checklists.setTask.mutate({ id: first.value[0].id, isComplete: true });
  const second = await lists.next();
  expect(second.value.map(({ isComplete }: { isComplete: boolean }) => isComplete)).toContain(true);
  leaving.abort();

  await client.identity.signOut.mutate();
  // What tells a known browser from a stranger opens nothing, and stays.
  expect([...browser.cookies.keys()]).toEqual(["causeway-browser"]);
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "NOT_SIGNED_IN" });
});
