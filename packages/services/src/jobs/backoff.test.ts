import fc from "fast-check";
import { expect, it } from "vitest";
import { backoffDelay, MAX_BACKOFF_MS } from "./backoff.ts";

it("K03 the wait doubles with each attempt, an hour at most, a fifth more or less", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 2000 }), (backoffMs, attempt) => {
      const plain = Math.min(backoffMs * 2 ** (attempt - 1), MAX_BACKOFF_MS);
      const delay = backoffDelay({ backoffMs }, attempt);
      expect(delay).toBeGreaterThanOrEqual(Math.floor(plain * 0.8));
      expect(delay).toBeLessThanOrEqual(Math.ceil(plain * 1.2));
    }),
  );
  const delays = Array.from({ length: 50 }, () => backoffDelay({}, 1));
  expect(new Set(delays).size).toBeGreaterThan(1);
});
