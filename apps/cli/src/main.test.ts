import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const MAIN = join(import.meta.dirname, "main.ts");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "causeway-main-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(argv: string[], { input = "", url = "" } = {}) {
  const child = spawn(process.execPath, [MAIN, ...argv], { env: { ...process.env, DATABASE_URL: url } });
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: child.exitCode ?? (await new Promise<number | null>((resolve) => child.once("exit", resolve))), out, err };
}

/** A small disk of one's own needs a mount namespace, which not every machine allows. */
const canMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "none", tmpdir()]).status === 0;

describe("the program", () => {
  test("ends with 2 and one line when it cannot run", async () => {
    expect(await start(["nonsense"])).toEqual({ code: 2, out: "", err: "causeway: unknown command 'nonsense'\n" });
  });

  test("reads a password from standard input, so that it never is an argument", async () => {
    const url = `file:${join(folder, "admin.db")}`;
    const { code, out } = await start(["create-admin", "--email", "boss@example.com"], { input: "a long enough password\n", url });
    expect({ code, out }).toEqual({ code: 0, out: "boss@example.com is an administrator now.\n" });
  });

  test.skipIf(!canMount)("says that the disk is full, keeps what it has, and goes on when there is room", async () => {
    const old = join(folder, "old.sqlite");
    await createMomentumDatabase(old, { users: 1500 });
    const script = `
      mkdir -p "$DISK" && mount -t tmpfs -o size=1500k none "$DISK" || exit 99
      import() { "$NODE" "$MAIN" import momentum --from "sqlite:$OLD"; echo "ended with $?"; }
      import; mount -o remount,size=100m "$DISK"; import
      "$NODE" "$MAIN" verify momentum --from "sqlite:$OLD"; echo "ended with $?"
    `;
    const disk = join(folder, "disk");
    const env = { ...process.env, DISK: disk, NODE: process.execPath, MAIN, OLD: old, DATABASE_URL: `file:${disk}/causeway.db` };
    const { stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", script], { env, encoding: "utf8" });
    expect(stderr.match(/causeway: .*/g)).toEqual([
      "causeway: the disk of the database is full; make room and run the command again, it goes on where it stopped",
    ]);
    expect(stdout.match(/ended with \d+/g)).toEqual(["ended with 2", "ended with 0", "ended with 0"]);
  });
});
