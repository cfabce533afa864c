import { expect, it } from "vitest";
import { repeatInSlices } from "./repeat-in-slices.ts";

it.each([0, 1, 255, 256, 257, 1000])("does %d steps, each once and in order", async (count) => {
  const steps: number[] = [];
  await repeatInSlices({ count, step: (index) => steps.push(index) });
  expect(steps).toEqual(Array.from({ length: count }, (_, index) => index));
});

it("A12 lets other work in while it goes on", async () => {
  let done = 0;
  const seen: number[] = [];
  const other = setInterval(() => seen.push(done));
  setImmediate(() => seen.push(done));
  await repeatInSlices({ count: 2560, step: () => (done += 1) });
  clearInterval(other);
  expect(seen[0]).toBe(256);
});
