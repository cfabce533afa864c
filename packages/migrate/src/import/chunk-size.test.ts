import { expect, test } from "vitest";
import { CHUNK_LIMITS, nextChunkSize } from "./chunk-size.ts";

test("a slow chunk is followed by a smaller one, a quick one by a larger, within the limits", () => {
  const limits = { min: 100, max: 1000 };
  expect(nextChunkSize(500, 1000, limits)).toBe(250);
  expect(nextChunkSize(500, 10, limits)).toBe(1000);
  expect(nextChunkSize(500, 120, limits)).toBe(500);
  expect(nextChunkSize(150, 1000, limits)).toBe(100);
  expect(nextChunkSize(800, 10, limits)).toBe(1000);
});

test("settles where a chunk takes a moment, whatever a row costs", () => {
  for (const msPerRow of [0.01, 0.1, 0.5]) {
    let size = 500;
    for (let chunk = 0; chunk < 30; chunk++) size = nextChunkSize(size, size * msPerRow, CHUNK_LIMITS);
    expect(size * msPerRow).toBeLessThanOrEqual(200);
  }
});
