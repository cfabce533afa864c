import type { Operation } from "@trpc/client";
import { observable, observableToPromise } from "@trpc/server/observable";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CausewayError } from "../errors.ts";
import { withFacts } from "./call-facts.ts";
import { retryLink } from "./retry.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] }));
afterEach(() => void vi.useRealTimers());

const busy = (retryAfterSeconds: number) =>
  new CausewayError({ reason: "TOO_BUSY", message: "Try later.", status: 503, retryAfterSeconds });

const query: Operation = { id: 1, type: "query", path: "identity.me", input: undefined, context: {}, signal: null };

/** Sends through the link to a server that fails with these errors first, and then answers. */
function send(op: Operation, failures: CausewayError[]) {
  const seen = { tries: 0, ended: undefined as unknown };
  const call = retryLink(2)({})({
    op,
    next: () =>
      observable((observer) => {
        const error = failures[seen.tries++];
        if (error) return observer.error(error);
        observer.next({ result: { type: "data", data: "answer" } });
        observer.complete();
      }),
  });
  observableToPromise(call).then(
    () => (seen.ended = "answered"),
    (error: CausewayError) => (seen.ended = error.reason),
  );
  return seen;
}

test("a query is sent again when the server said, and ends with the answer", async () => {
  const seen = send(query, [busy(3)]);
  await vi.advanceTimersByTimeAsync(2999);
  expect(seen).toEqual({ tries: 1, ended: undefined });
  await vi.advanceTimersByTimeAsync(251);
  expect(seen).toEqual({ tries: 2, ended: "answered" });
});

test("a query is sent three times at most, and ends with the last error", async () => {
  const seen = send(query, [busy(0), busy(0), busy(0), busy(0)]);
  await vi.runAllTimersAsync();
  expect(seen).toEqual({ tries: 3, ended: "TOO_BUSY" });
});

test("a mutation is sent once", async () => {
  const seen = send({ ...query, type: "mutation", path: "checklists.setTask" }, [busy(0)]);
  await vi.runAllTimersAsync();
  expect(seen).toEqual({ tries: 1, ended: "TOO_BUSY" });
});

test("C10 a refresh is sent again, but not when its token would count as stolen by then", async () => {
  const refresh: Operation = { ...query, type: "mutation", path: "identity.refresh" };
  const soon = send(refresh, [busy(1)]);
  const late = send(refresh, [busy(9)]);
  await vi.runAllTimersAsync();
  expect(soon).toEqual({ tries: 2, ended: "answered" });
  expect(late).toEqual({ tries: 1, ended: "TOO_BUSY" });
});

test("a wait that would outlast the caller's deadline is not begun: the caller learns why", async () => {
  const seen = send(withFacts(query, { expiresAt: Date.now() + 2000, requestId: undefined }), [busy(3)]);
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual({ tries: 1, ended: "TOO_BUSY" });
});

test("an abort ends the wait", async () => {
  const controller = new AbortController();
  const seen = send({ ...query, signal: controller.signal }, [busy(3)]);
  await vi.advanceTimersByTimeAsync(1000);
  controller.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual({ tries: 1, ended: "ABORTED" });
  await vi.runAllTimersAsync();
  expect(seen.tries).toBe(1);
});
