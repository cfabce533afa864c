import { afterEach, expect, test, vi } from "vitest";
import { newId } from "./id.ts";

afterEach(() => vi.useRealTimers());

test("ids are UUIDs of version 7 that begin with the time", () => {
  vi.useFakeTimers({ now: 0x0192_3456_789a });
  expect(newId()).toMatch(/^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("ids sort in the order they were made, within one millisecond and when the clock is set back", () => {
  vi.useFakeTimers({ now: Date.now() + 60_000 });
  const ids = Array.from({ length: 5000 }, newId);
  vi.setSystemTime(Date.now() - 30_000);
  ids.push(...Array.from({ length: 5000 }, newId));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(10_000);
});
