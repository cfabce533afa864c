import { afterEach, expect, test, vi } from "vitest";
import { CausewayError } from "./errors.ts";
import { retryDelay } from "./retry-delay.ts";

const failure = (options: { reason?: "NETWORK_FAILED" | "TOO_BUSY" | "TIMED_OUT"; status?: number; retryAfterSeconds?: number }) =>
  new CausewayError({ reason: "TOO_BUSY", message: "", ...options });

afterEach(() => void vi.restoreAllMocks());

test("what may pass is tried again, after a time that doubles up to ten seconds and is spread over its whole length", () => {
  const random = vi.spyOn(Math, "random");
  const delays = (share: number) => {
    random.mockReturnValue(share);
    return [0, 1, 2, 6].map((failures) => retryDelay(failure({ reason: "NETWORK_FAILED" }), failures));
  };
  expect(delays(1)).toEqual([250, 500, 1000, 10_000]);
  expect(delays(0.5)).toEqual([125, 250, 500, 5000]);
  expect(delays(0)).toEqual([0, 0, 0, 0]);
});

test.each([429, 502, 503, 504])("status %i may pass", (status) => {
  expect(retryDelay(failure({ status }), 0)).not.toBeNull();
});

test.each([400, 401, 403, 404, 409, 500])("status %i does not", (status) => {
  expect(retryDelay(failure({ status }), 0)).toBeNull();
});

test("a timeout is not tried again: the time is up", () => {
  expect(retryDelay(failure({ reason: "TIMED_OUT" }), 0)).toBeNull();
});

test("the server's own word counts, spread a little; more than ten seconds are not waited for", () => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  expect(retryDelay(failure({ status: 503, retryAfterSeconds: 3 }), 0)).toBe(3125);
  expect(retryDelay(failure({ status: 429, retryAfterSeconds: 10 }), 0)).toBe(10_125);
  expect(retryDelay(failure({ status: 429, retryAfterSeconds: 11 }), 0)).toBeNull();
});
