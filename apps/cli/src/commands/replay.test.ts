import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestApp, createTestClock, type TestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../test/run.ts";

const AT = "2026-11-20T10:00:00.000Z";
const health = (name: string, status: number, phase = "A") => ({
  seq: 1,
  phase,
  name,
  recorded_at: AT,
  request: { method: "GET", path: "/api/health" },
  response: { status, headers: { "x-powered-by": "Express" }, body: { status: "Server is running", timestamp: AT } },
});
const later = { ...health("categories", 200), request: { method: "GET", path: "/api/checklist/categories" } };

describe("replay", () => {
  let folder: string;
  let app: TestApp;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "causeway-cli-"));
    app = await createTestApp({ clock: createTestClock(new Date("2026-11-21T00:00:00Z")) });
    url = `${await app.listen()}/legacy/momentum`;
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  function record(...exchanges: object[]): string {
    const file = join(folder, `${Math.random()}.json`);
    writeFileSync(file, JSON.stringify({ exchanges }));
    return file;
  }
  const replay = (file: string, ...more: string[]) => run(["replay", "momentum", "--exchanges", file, "--against", url, ...more]);

  test("ends with 0 when all is equal or declared, and counts what is declared", async () => {
    const { code, out } = await replay(record(health("health", 200), later));
    expect(out).toBe(
      "equal               1\ndeclared difference 1  momentum-open-routes\ndifferent           0\nnot served yet      0\n",
    );
    expect(code).toBe(0);
  });

  test("ends with 1 and shows every difference", async () => {
    const { code, out } = await replay(record(health("health", 418)));
    expect(out).toContain("A health  GET /api/health\n    status: 418 → 200\n");
    expect(code).toBe(1);
  });

  test("gives everything as JSON", async () => {
    const { out } = await replay(record(health("health", 418)), "--json");
    expect(JSON.parse(out)).toEqual({
      equal: 0,
      declared: {},
      different: 1,
      notServed: 0,
      results: [{ phase: "A", name: "health", kind: "different", differences: ["status: 418 → 200"] }],
    });
  });

  test("asks which phase is meant, where there are several", async () => {
    const file = record(health("a", 200), health("b", 418, "B"));
    expect(await replay(file)).toMatchObject({ code: 2, err: expect.stringContaining("choose one with --phase") });
    expect(await replay(file, "--phase", "C")).toMatchObject({ code: 2, err: expect.stringContaining('no phase "C"') });
    expect(await replay(file, "--phase", "A")).toMatchObject({ code: 0 });
    expect(await replay(file, "--phase", "B")).toMatchObject({ code: 1 });
  });

  test("says in one line what keeps it from running", async () => {
    const file = record(health("health", 200));
    const notes = async (...argv: string[]) => (await run(["replay", ...argv])).err;
    expect(await notes("momentum", "--exchanges", join(folder, "none.json"), "--against", url)).toMatch(
      /^causeway: .*none\.json.*\n$/,
    );
    const noRecording = join(folder, "other.json");
    writeFileSync(noRecording, "[]");
    expect(await notes("momentum", "--exchanges", noRecording, "--against", url)).toMatch(/^causeway: \S+ holds no exchanges/);
    writeFileSync(noRecording, "<!doctype html>\n");
    expect(await notes("momentum", "--exchanges", noRecording, "--against", url)).toMatch(/^causeway: \S+ is no JSON/);
    expect(await notes("momentum", "--exchanges", folder, "--against", url)).toMatch(/^causeway: \S+ cannot be read: /);
    expect(await notes("momentum", "--exchanges", file, "--against", "elsewhere")).toContain("is no address");
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => void server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => void server.close(resolve));
    expect(await notes("momentum", "--exchanges", file, "--against", `http://127.0.0.1:${port}`)).toContain("nobody answers");
    expect(await notes("nothing", "--exchanges", file, "--against", url)).toContain('there is no system "nothing"');
  });
});
