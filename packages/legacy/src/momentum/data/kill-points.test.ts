import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DIALECTS } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Crossing, createOldMomentum, openCrossing, type OldMomentum } from "./test/crossing.ts";
import { dump } from "./test/dump.ts";

const KILLS = 50;
const PROGRAM = join(import.meta.dirname, "test/import-process.ts");

let old: OldMomentum;
beforeAll(async () => {
  old = await createOldMomentum({ users: 25, dirt: true });
});
afterAll(() => old[Symbol.dispose]());

interface Ending {
  isDone: boolean;
  /** From its first word to its end, in milliseconds. */
  tookMs: number;
  complaints: string;
}

/** Runs an import in its own process and kills it so many milliseconds after it has begun; never, unless told. */
async function runProcess({ url, path }: Crossing, killAfterMs = Infinity): Promise<Ending> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(old.path, "../compiled") };
  const child = spawn(process.execPath, [PROGRAM, url, `sqlite:${path}`], { stdio: ["ignore", "pipe", "pipe"], env });
  const exit = once(child, "exit");
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  let isDone = false;
  let beganAt = 0;
  for await (const line of createInterface(child.stdout)) {
    if (line === "done") isDone = true;
    if (line !== "begun") continue;
    beganAt = performance.now();
    if (killAfterMs !== Infinity) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  }
  await exit;
  return { isDone, tookMs: performance.now() - beganAt, complaints };
}

describe.each(DIALECTS)("N02 an import on %s", (dialect) => {
  test(`killed at ${KILLS} random points ends as one that nobody disturbed`, async () => {
    await using undisturbed = await openCrossing(dialect, old.path);
    const { isDone, tookMs, complaints } = await runProcess(undisturbed);
    expect(complaints).toBe("");
    expect(isDone).toBe(true);
    const expected = await dump(undisturbed);
    expect((await undisturbed.verify()).differences).toEqual([]);

    for (let kills = 0; kills < KILLS;) {
      await using disturbed = await openCrossing(dialect, old.path);
      for (let ending: Ending | null = null; !ending?.isDone;) {
        // Early ones are the more: every start goes on where the last has come to.
        ending = await runProcess(disturbed, kills < KILLS ? (Math.random() * tookMs) / 2 : Infinity);
        if (!ending.isDone) kills++;
      }
      expect(await dump(disturbed)).toEqual(expected);
    }
  }, 600_000);
});
