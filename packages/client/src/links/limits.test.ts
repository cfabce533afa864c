import { createTestApp } from "@causeway/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createServiceFetch, URL_OF_APP } from "../../test/browser.ts";
import { createClient } from "../create-client.ts";
import type { Fetch } from "../options.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

const auth = { kind: "bearer", token: "any" } as const;

/** A server that takes requests and never answers. */
function createSilence() {
  const signals: AbortSignal[] = [];
  const fetch: Fetch = (_, init) => {
    if (init?.signal) signals.push(init.signal);
    return new Promise((_resolve, reject) =>
      init?.signal?.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError"))),
    );
  };
  return { fetch, signals };
}

/** How the call ended, once it has. */
function watch(call: Promise<unknown>) {
  const seen: { reason?: unknown } = {};
  call.catch((error: { reason: unknown }) => (seen.reason = error.reason));
  return seen;
}

test("a call ends after thirty seconds, and the request with it", async () => {
  const { fetch, signals } = createSilence();
  const call = watch(createClient({ url: URL_OF_APP, auth, fetch }).identity.me.query());
  await vi.advanceTimersByTimeAsync(29_999);
  expect(call.reason).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1);
  expect(call.reason).toBe("TIMED_OUT");
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test("the deadline of whoever waits ends a call before its timeout, and one that has passed is not sent", async () => {
  const { fetch, signals } = createSilence();
  const deadline = new Date(Date.now() + 2000);
  const client = createClient({ url: URL_OF_APP, auth, fetch, deadline: () => deadline });
  const call = watch(client.identity.me.query());
  await vi.advanceTimersByTimeAsync(2000);
  expect(call.reason).toBe("TIMED_OUT");
  await expect(client.identity.me.query()).rejects.toMatchObject({ reason: "TIMED_OUT" });
  expect(signals).toHaveLength(1);
});

test("an abort ends the call at once, also while others of its batch go on", async () => {
  const { fetch, signals } = createSilence();
  const client = createClient({ url: URL_OF_APP, auth, fetch });
  const [first, second] = [new AbortController(), new AbortController()];
  const calls = [first, second].map(({ signal }) => watch(client.identity.me.query(undefined, { signal })));
  await vi.advanceTimersByTimeAsync(1);
  first.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls.map(({ reason }) => reason)).toEqual(["ABORTED", undefined]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  second.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls.map(({ reason }) => reason)).toEqual(["ABORTED", "ABORTED"]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test("a call that ended leaves no timer behind", async () => {
  const fetch: Fetch = () => Promise.reject(new TypeError("offline"));
  const call = watch(createClient({ url: URL_OF_APP, auth, fetch, retries: 0 }).identity.me.query());
  await vi.advanceTimersByTimeAsync(1);
  expect(call.reason).toBe("NETWORK_FAILED");
  expect(vi.getTimerCount()).toBe(0);
});

test("a call that was aborted before it began is not sent", async () => {
  const { fetch, signals } = createSilence();
  const call = createClient({ url: URL_OF_APP, auth, fetch }).identity.me.query(undefined, { signal: AbortSignal.abort() });
  await expect(call).rejects.toMatchObject({ reason: "ABORTED" });
  expect(signals).toEqual([]);
});

test("a call's own timeout signal counts as a timeout", async () => {
  const { fetch } = createSilence();
  const controller = new AbortController();
  const call = watch(createClient({ url: URL_OF_APP, auth, fetch }).identity.me.query(undefined, { signal: controller.signal }));
  controller.abort(new DOMException("The operation timed out.", "TimeoutError"));
  await vi.advanceTimersByTimeAsync(0);
  expect(call.reason).toBe("TIMED_OUT");
});

test("a caller who gives up does not take the shared refresh away from the others", async () => {
  vi.useRealTimers();
  await using app = await createTestApp();
  const { refreshToken, userId } = await app.createActor();
  const service = createServiceFetch(app);
  const client = createClient({
    url: URL_OF_APP,
    auth: { kind: "refresh", refreshToken, onRotate: () => {} },
    fetch: service.fetch,
  });
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  service.interfere(async ({ paths, next }) => {
    if (paths === "identity.refresh") {
      asked.resolve();
      await held.promise;
    }
    return next();
  });
  const impatient = new AbortController();
  const first = client.identity.me.query(undefined, { signal: impatient.signal });
  const second = client.identity.me.query();
  await asked.promise;
  impatient.abort();
  await expect(first).rejects.toMatchObject({ reason: "ABORTED" });
  held.resolve();
  expect((await second).id).toBe(userId);
  expect(service.asked("identity.refresh")).toHaveLength(1);
});
