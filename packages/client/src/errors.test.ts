import { createTestApp } from "@causeway/testing";
import { getUntypedClient, isTRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { createServiceFetch, type Interference, URL_OF_APP } from "../test/browser.ts";
import { createClient } from "./create-client.ts";
import { CausewayError, isCausewayError } from "./errors.ts";
import type { Fetch } from "./options.ts";

const connect = (fetch: Fetch) => createClient({ url: URL_OF_APP, auth: { kind: "cookies" }, fetch, retries: 0 });

/** The error of a query to a server that answers like this. */
async function failureOf(answer: Interference): Promise<CausewayError> {
  const client = connect((_, init) => answer({ paths: "", init, next: () => Promise.reject(new Error("no server")) }));
  const error: unknown = await client.identity.sessions.query({}).catch((thrown: unknown) => thrown);
  if (!isCausewayError(error)) throw new Error("not the client's error", { cause: error });
  return error;
}

test("an error carries the server's reason, and is told apart by it", async () => {
  await using app = await createTestApp();
  const { email } = await app.createActor();
  const client = connect(createServiceFetch(app).fetch);
  const attempt = client.identity.signUp.mutate({ email, password: "a long enough password", restaurant: { name: "Again" } });
  const error: unknown = await attempt.catch((thrown: unknown) => thrown);
  expect(isCausewayError(error)).toBe(true);
  expect(isCausewayError(error, "EMAIL_TAKEN")).toBe(true);
  expect(isCausewayError(error, "CREDENTIALS_WRONG", "EMAIL_TAKEN")).toBe(true);
  expect(isCausewayError(error, "CREDENTIALS_WRONG")).toBe(false);
  expect(isTRPCClientError(error) && error instanceof CausewayError).toBe(true);
  expect(error).toMatchObject({ name: "CausewayError", status: 409, issues: [], data: { code: "CONFLICT" } });
});

test("a refused input comes with its broken rules", async () => {
  await using app = await createTestApp();
  const client = connect(createServiceFetch(app).fetch);
  const attempt = client.identity.signUp.mutate({ email: "nobody", password: "short", restaurant: { name: "Here" } });
  await expect(attempt).rejects.toMatchObject({
    reason: "INVALID_INPUT",
    status: 400,
    issues: [{ path: "email" }, { path: "password", message: "Use at least 12 characters." }],
  });
});

test("every call of a batch that is refused as a whole gets the reason", async () => {
  await using app = await createTestApp();
  const client = createClient({
    url: URL_OF_APP,
    auth: { kind: "bearer", token: "not a token" },
    fetch: createServiceFetch(app).fetch,
  });
  const calls = [client.identity.me.query(), client.identity.sessions.query({})];
  for (const call of calls) await expect(call).rejects.toMatchObject({ reason: "NOT_SIGNED_IN", status: 401 });
});

test("no server, and a connection that breaks in the middle of the answer, are failures of the network", async () => {
  const cause = new TypeError("fetch failed");
  expect(await failureOf(() => Promise.reject(cause))).toMatchObject({ reason: "NETWORK_FAILED", status: null, cause });
  const headers = { "content-type": "application/json" };
  expect(await failureOf(async () => new Response('{"0":[[0],[null,', { headers }))).toMatchObject({ reason: "NETWORK_FAILED" });
  const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) });
  expect(await failureOf(async () => new Response(broken, { headers }))).toMatchObject({ reason: "NETWORK_FAILED" });
});

test("a proxy's page is not an answer, and keeps its status and Retry-After in seconds", async () => {
  const headers = { "content-type": "text/html", "retry-after": "7" };
  expect(await failureOf(async () => new Response("<h1>Bad gateway</h1>", { status: 502, headers }))).toMatchObject({
    reason: "ANSWER_UNREADABLE",
    status: 502,
    retryAfterSeconds: 7,
  });
  const until = new Date(Date.now() + 90_000).toUTCString();
  const busy = await failureOf(async () => new Response("starting\n", { status: 503, headers: { "retry-after": until } }));
  expect(busy.retryAfterSeconds).toBeGreaterThan(80);
  expect(busy.retryAfterSeconds).toBeLessThanOrEqual(90);
});

test("a server that is too busy says when to come back: by its details, or by the header", async () => {
  const answer = (details: object | null) => async () => {
    const data = {
      code: "SERVICE_UNAVAILABLE",
      httpStatus: 503,
      reason: "TOO_BUSY",
      requestId: "request-1",
      details,
      issues: null,
    };
    const shape = { message: "Too much to do.", code: -32603, data };
    return Response.json({ error: { json: shape } }, { status: 503, headers: { "retry-after": "2" } });
  };
  expect(await failureOf(answer({ retryAfterSeconds: 5 }))).toMatchObject({
    reason: "TOO_BUSY",
    message: "Too much to do.",
    status: 503,
    requestId: "request-1",
    retryAfterSeconds: 5,
  });
  expect(await failureOf(answer(null))).toMatchObject({ reason: "TOO_BUSY", retryAfterSeconds: 2 });
});

test("a procedure that the server does not have is said by the kind of failure", async () => {
  await using app = await createTestApp();
  const url = `${URL_OF_APP}/`;
  const client = createClient({ url, auth: { kind: "cookies" }, fetch: createServiceFetch(app).fetch });
  await expect(getUntypedClient(client).query("gone")).rejects.toMatchObject({ reason: "NOT_FOUND", status: 404 });
});
