import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { DIALECTS } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOldMomentum, openCrossing, type OldMomentum } from "./test/crossing.ts";

const PROGRAM = join(import.meta.dirname, "test/crossing-process.ts");
/** What the program itself needs, and a few chunks of rows: all rows together take three times as much. */
const HEAP_MB = 40;

let old: OldMomentum;
beforeAll(async () => {
  old = await createOldMomentum({ users: 3000, campaigns: 3000, checklistWork: 12, spoilOneIn: 40 });
});
afterAll(() => old[Symbol.dispose]());

describe.each(DIALECTS)("the memory of a crossing on %s", (dialect) => {
  test("does not grow with the number of rows: far more of them than fit are imported and verified", async () => {
    await using crossing = await openCrossing(dialect, old.path);
    const flags = [`--max-old-space-size=${HEAP_MB}`, "--max-semi-space-size=2"];
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, PROGRAM, crossing.url, `sqlite:${old.path}`]);
    const rows = Object.values(old.counts).reduce((sum, count) => sum + count);
    expect(rows).toBeGreaterThan(50_000);
    expect(JSON.parse(stdout)).toEqual({ isClean: true, rows });
  }, 120_000);
});
