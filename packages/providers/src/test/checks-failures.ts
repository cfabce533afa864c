import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ProviderError, type ProviderFailure } from "../provider-error.ts";
import { type Loopback, startLoopback, type LoopbackAnswer, type LoopbackRequest, type Trouble } from "./loopback.ts";

export interface FailureCase {
  service: string;
  /** How the service behaves when it is well. */
  answer: (request: LoopbackRequest) => LoopbackAnswer;
  /** One request over an adapter that waits no longer than that. */
  call: (url: string, options: { timeoutMs: number; signal?: AbortSignal }) => Promise<unknown>;
  /** What must not be told to anybody, and texts of users. */
  secrets: readonly string[];
}

/** Longer than any machine takes, for what must not be a matter of time. */
const PATIENT = { timeoutMs: 60_000 };

const EXPECTED: readonly [Trouble, ProviderFailure, number | null][] = [
  ["silence", "timeout", null],
  ["too-many", "rate-limited", 7],
  ["broken", "timeout", null],
  ["overloaded", "unavailable", 30],
  ["rubbish", "malformed", null],
  ["nothing", "malformed", null],
  ["half", "timeout", null],
  ["reset", "timeout", null],
];

async function failureOf(call: Promise<unknown>): Promise<ProviderError> {
  const error = await call.then(
    () => new Error("it succeeded"),
    (failure: unknown) => failure,
  );
  if (error instanceof ProviderError) return error;
  throw new Error(`no ProviderError but ${inspect(error)}`);
}

/** What every adapter that speaks over HTTP does when its service fails. */
export function checksFailures({ service, answer, call, secrets }: FailureCase): void {
  describe(`${service} in trouble`, () => {
    test.each(EXPECTED)("%s is a failure of the kind %s", async (trouble, failure, retryAfterSeconds) => {
      await using loopback: Loopback = await startLoopback(answer);
      loopback.trouble = trouble;
      const error = await failureOf(call(loopback.url, trouble === "silence" ? { timeoutMs: 100 } : PATIENT));
      expect(error).toMatchObject({ failure, retryAfterSeconds });
      expect(error.mayBeDone).toBe(failure === "timeout" || failure === "malformed");
      expect(loopback.requests).toHaveLength(1);
      for (const secret of secrets) expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret);
    });

    test("a service that nobody listens for is unavailable, and the request was surely not done", async () => {
      const loopback = await startLoopback(answer);
      await loopback[Symbol.asyncDispose]();
      const error = await failureOf(call(loopback.url, PATIENT));
      expect(error).toMatchObject({ failure: "unavailable", mayBeDone: false });
      for (const secret of secrets) expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret);
    });

    test("a caller that gives up gets its own reason, at once", async () => {
      await using loopback: Loopback = await startLoopback(answer);
      loopback.trouble = "silence";
      const aborter = new AbortController();
      const calling = call(loopback.url, { ...PATIENT, signal: aborter.signal });
      const reason = new Error("given up");
      while (loopback.requests.length === 0) await new Promise((resolve) => void setImmediate(resolve));
      aborter.abort(reason);
      await expect(calling).rejects.toBe(reason);
    });

    test("a redirect is not followed, so that keys go nowhere else", async () => {
      await using elsewhere = await startLoopback(answer);
      await using loopback = await startLoopback(() => ({ status: 302, headers: { location: elsewhere.url }, body: "" }));
      await failureOf(call(loopback.url, PATIENT));
      expect(elsewhere.requests).toEqual([]);
    });
  });
}
