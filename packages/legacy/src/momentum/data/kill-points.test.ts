import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DIALECTS } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Crossing, createOldMomentum, openCrossing, type OldMomentum } from "./test/crossing.ts";
import { dump } from "./test/dump.ts";

/** How often, and with how many rows: few unless told, for the sake of the other suites. `KILL_POINT_ROWS=200000 pnpm test kill-points` */
const KILLS = Number(process.env["KILL_POINTS"] ?? 50);
const ROWS = Number(process.env["KILL_POINT_ROWS"] ?? 600);
/** An hour for each hundred thousand rows, and ten minutes to begin with. */
const PATIENCE = 600_000 + ROWS * 36;
const PROGRAM = join(import.meta.dirname, "test/import-process.ts");

let old: OldMomentum;
beforeAll(async () => {
  // As many owners, campaigns and tasks as leave the ids of the planted rows free.
  old = await createOldMomentum({
    users: Math.ceil(ROWS / 25),
    campaigns: Math.ceil(ROWS / 25),
    checklistWork: 18,
    dirt: true,
    spoilOneIn: 40,
  });
});
afterAll(() => old[Symbol.dispose]());

/** Many short transactions, so that there are many points to be killed at; not so many that nothing else is tried. */
const CHUNK = Math.max(8, Math.round(ROWS / 500));

interface Ending {
  isDone: boolean;
  /** From its first word to its end, in milliseconds. */
  tookMs: number;
  complaints: string;
}

/** Runs an import in its own process and kills it so many milliseconds after it has begun; never, unless told. */
async function runProcess({ url, path }: Crossing, killAfterMs = Infinity): Promise<Ending> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(old.path, "../compiled") };
  const child = spawn(process.execPath, [PROGRAM, url, `sqlite:${path}`, String(CHUNK)], {
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
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
  test(
    `killed at ${KILLS} random points ends as one that nobody disturbed`,
    async () => {
      await using undisturbed = await openCrossing(dialect, old.path);
      const { isDone, tookMs, complaints } = await runProcess(undisturbed);
      expect(complaints).toBe("");
      expect(isDone).toBe(true);
      const expected = await dump(undisturbed);
      // Who is killed after the end, before the word of it, imports once more.
      expect((await runProcess(undisturbed)).isDone).toBe(true);
      expect(await dump(undisturbed)).toEqual(expected);
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
    },
    PATIENCE,
  );
});
