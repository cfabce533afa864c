import { createTestApp } from "@causeway/testing";
import { getUntypedClient } from "@trpc/client";
import { EventSource } from "eventsource";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBrowser, createServiceFetch, type Interference, URL_OF_APP } from "../../test/browser.ts";
import { fixtureServer } from "../../test/fixture-server.ts";
import { createClient } from "../create-client.ts";
import type { CausewayError } from "../errors.ts";
import type { ClientOptions } from "../options.ts";

const TOKEN_LIFE_MS = 16 * 60_000;

// Without the spread, nothing waits before it is tried again.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

/** Sends a stream's beginning, asks for reconnection without delay, and breaks off after so many numbered events. */
function cutAfter(events: number, response: Response): Response {
  let left = events;
  let isNumbered = false;
  const cut = new TransformStream<string, string>({
    start: (controller) => controller.enqueue("retry: 1\n\n"),
    transform(line, controller) {
      controller.enqueue(line);
      if (line.startsWith("id:")) isNumbered = true;
      else if (line.trim() === "" && isNumbered) {
        isNumbered = false;
        if (--left === 0) controller.terminate();
      }
    },
  });
  const lines = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(cut);
  return new Response(lines?.pipeThrough(new TextEncoderStream()) ?? null, response);
}

function connectToFixture(interference: Interference, path = "count") {
  const service = createServiceFetch(fixtureServer);
  service.interfere(interference);
  const client = createClient({ url: URL_OF_APP, auth: { kind: "cookies" }, fetch: service.fetch, EventSource });
  const states: unknown[] = [];
  const counted = new Promise<unknown[]>((resolve, reject) => {
    const numbers: unknown[] = [];
    getUntypedClient(client).subscription(
      path,
      { to: 6 },
      {
        onData: (value) => void numbers.push((value as { data: unknown }).data),
        onConnectionStateChange: ({ state, error }) => void states.push([state, (error as CausewayError | null)?.reason]),
        onComplete: () => resolve(numbers),
        onError: reject,
      },
    );
  });
  return { service, counted, states };
}

test("a stream that breaks off goes on from the last event received", async () => {
  const { service, counted } = connectToFixture(async ({ next }) => cutAfter(2, await next()));
  expect(await counted).toEqual([1, 2, 3, 4, 5, 6]);
  expect(service.exchanges.map(({ headers }) => headers.get("last-event-id"))).toEqual([null, "2", "4", "6"]);
});

test("a stream that a proxy's error ended goes on from there as well, and says that it is connecting", async () => {
  let connections = 0;
  const { counted, states } = connectToFixture(async ({ next }) => {
    connections++;
    return connections === 2 || connections === 3 ? new Response("Bad gateway", { status: 502 }) : cutAfter(2, await next());
  });
  expect(await counted).toEqual([1, 2, 3, 4, 5, 6]);
  expect(states).toContainEqual(["connecting", "ANSWER_UNREADABLE"]);
});

test("a stream that never comes back ends with the error after seven connections", async () => {
  const { service, counted } = connectToFixture(async () => new Response("Bad gateway", { status: 502 }));
  await expect(counted).rejects.toMatchObject({ reason: "ANSWER_UNREADABLE", status: 502 });
  expect(service.exchanges).toHaveLength(7);
});

async function setUp(connect: (app: Awaited<ReturnType<typeof createTestApp>>) => Promise<ClientOptions>) {
  const app = await createTestApp();
  const signedOut: CausewayError[] = [];
  const client = createClient({ EventSource, onSignedOut: (error) => void signedOut.push(error), ...(await connect(app)) });
  return { app, client, signedOut, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

test("a service follows a list: as it is now, and after every change", async () => {
  const ended = new AbortController();
  await using app = await createTestApp();
  const actor = await app.createActor();
  const service = createServiceFetch(app);
  const auth = { kind: "refresh", refreshToken: actor.refreshToken, onRotate: () => {} } as const;
  const client = createClient({ url: URL_OF_APP, auth, fetch: service.fetch, EventSource });
  const lists = client.checklists.watchTasks.subscribe({ restaurantId: actor.restaurantId }, { signal: ended.signal });
  const first = await lists.next();
  const [task] = first.value ?? [];
  expect(task).toMatchObject({ isComplete: false, createdAt: app.clock() });
  await client.checklists.setTask.mutate({ id: task?.id ?? "", isComplete: true });
  const second = await lists.next();
  expect(second.value?.filter(({ isComplete }: { isComplete: boolean }) => isComplete)).toHaveLength(1);
  ended.abort();
  expect(await lists.next()).toEqual({ done: true, value: undefined });
  expect(service.exchanges.map(({ paths }) => paths)).toEqual(["identity.refresh", "checklists.watchTasks", "checklists.setTask"]);
});

test("leaving a stream closes its connection", async () => {
  await using app = await createTestApp();
  const { accessToken: token, restaurantId } = await app.createActor();
  const service = createServiceFetch(app);
  const connection = Promise.withResolvers<AbortSignal | null | undefined>();
  service.interfere(({ init, next }) => {
    connection.resolve(init?.signal);
    return next();
  });
  const client = createClient({ url: URL_OF_APP, auth: { kind: "bearer", token }, fetch: service.fetch, EventSource });
  await new Promise<void>((resolve) => {
    const watching = client.checklists.watchTasks.subscribe(
      { restaurantId },
      { onData: () => (watching.unsubscribe(), resolve()) },
    );
  });
  const signal = await connection.promise;
  await expect.poll(() => signal?.aborted).toBe(true);
});

test.each(["cookies", "refresh"] as const)("with %s, a stream that finds the session over renews it and goes on", async (kind) => {
  await using app = await createTestApp();
  const actor = await app.createActor();
  const service = kind === "cookies" ? createBrowser(app) : createServiceFetch(app);
  const auth = kind === "cookies" ? { kind } : { kind, refreshToken: actor.refreshToken, onRotate: () => {} };
  const client = createClient({ url: URL_OF_APP, auth, fetch: service.fetch, EventSource });
  await client.identity.signIn.mutate({ email: actor.email, password: actor.password });
  app.clock.advance(TOKEN_LIFE_MS);
  const ended = new AbortController();
  const lists = client.checklists.watchTasks.subscribe({ restaurantId: actor.restaurantId }, { signal: ended.signal });
  expect((await lists.next()).value).toHaveLength(4);
  expect(service.asked("identity.refresh")).toHaveLength(1);
  ended.abort();
});

test("a stream whose session cannot be renewed ends, and onSignedOut is told once", async () => {
  await using at = await setUp(async (app) => {
    const { accessToken: token } = await app.createActor();
    return { url: URL_OF_APP, auth: { kind: "bearer", token }, fetch: createServiceFetch(app).fetch };
  });
  const { restaurantId } = await at.app.createActor();
  at.app.clock.advance(TOKEN_LIFE_MS);
  await expect(at.client.checklists.watchTasks.subscribe({ restaurantId }).next()).rejects.toMatchObject({ status: 401 });
  expect(at.signedOut).toHaveLength(1);
});

test("a stream whose second token is refused as well ends, and onSignedOut is told once", async () => {
  await using at = await setUp(async (app) => ({
    url: URL_OF_APP,
    auth: { kind: "bearer", token: () => "none.of.ours" },
    fetch: createServiceFetch(app).fetch,
  }));
  const { restaurantId } = await at.app.createActor();
  await expect(at.client.checklists.watchTasks.subscribe({ restaurantId }).next()).rejects.toMatchObject({ status: 401 });
  expect(at.signedOut).toHaveLength(1);
});

test("a stream that the server refuses ends with the server's reason", async () => {
  await using at = await setUp(async (app) => {
    const { accessToken: token } = await app.createActor();
    return { url: URL_OF_APP, auth: { kind: "bearer", token }, fetch: createServiceFetch(app).fetch };
  });
  const refused = at.client.checklists.watchTasks.subscribe({ restaurantId: "mine" });
  await expect(refused.next()).rejects.toMatchObject({ reason: "INVALID_INPUT", issues: [{ path: "restaurantId" }] });
});

test("a stream that fails on the server each time it begins ends with that error", async () => {
  const { service, counted } = connectToFixture(async ({ next }) => cutAfter(1, await next()), "fail");
  await expect(counted).rejects.toMatchObject({ message: "broken", status: 500 });
  expect(service.exchanges).toHaveLength(7);
});

test("without an EventSource class that can send a token, the error says what to give", async () => {
  const client = createClient({ url: URL_OF_APP, auth: { kind: "bearer", token: "any" } });
  const refused = client.checklists.watchTasks.subscribe({ restaurantId: "0198c6f0-0000-7000-8000-000000000000" }).next();
  await expect(refused).rejects.toMatchObject({ reason: "CLIENT_FAILED", message: expect.stringContaining("EventSource") });
});
