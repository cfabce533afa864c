import { readdirSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { lowerPoolPriority } from "./lower-pool-priority.ts";

test.runIf(process.platform === "linux")("threads that hash give way to the one that answers", async () => {
  const before = getPriority();
  expect(await lowerPoolPriority(before + 1)).toBeGreaterThan(0);
  const pool = readdirSync("/proc/self/task").filter(
    (thread) => readFileSync(`/proc/self/task/${thread}/comm`, "utf8").trim() === "libuv-worker",
  );
  expect(pool.map((thread) => getPriority(Number(thread)))).toEqual(pool.map(() => before + 1));
  expect(getPriority()).toBe(before);
});
