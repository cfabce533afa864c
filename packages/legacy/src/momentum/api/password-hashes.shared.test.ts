import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dialect, openStore } from "@causeway/db";
import { type ImportReport, parseSource, runImport } from "@causeway/migrate";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { createMomentumDatabase } from "@causeway/testing/momentum";
import Database from "better-sqlite3";
import { like } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { momentum } from "../system.ts";

interface Sample {
  scheme: string;
  /** Null for an unusable password. */
  password: string | null;
  hash: string;
}

const FILE = join(import.meta.dirname, "../../../../../../shared/legacy/password-hashes.json");
const SAMPLES: Sample[] = JSON.parse(readFileSync(FILE, "utf8"));

/** Dearer than anything that may be checked. */
const HOSTILE = [
  "$2b$31$abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS",
  `pbkdf2_sha256$2147483648$salt$${"A".repeat(43)}=`,
  `scrypt:1073741824:8:1$salt$${"a".repeat(128)}`,
  `$argon2id$v=19$m=8388608,t=1,p=1$c2FsdHNhbHQ$${"A".repeat(43)}`,
];

const emailOf = (nth: number) => `sample-${nth}@example.com`;

/** The new server over an imported old database whose users carry these hashes. */
async function openCrossed(dialect: Dialect, hashes: string[]): Promise<{ app: TestApp; report: ImportReport }> {
  const folder = await mkdtemp(join(tmpdir(), "causeway-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { path } = await createMomentumDatabase(join(folder, "old.sqlite"), { users: 1, campaigns: 1 });
  const old = new Database(path);
  const add = old.prepare("insert into users (user_id, email, password_hash, role) values (?, ?, ?, 'restaurant')");
  for (const [nth, hash] of hashes.entries()) add.run(1000 + nth, emailOf(nth), hash);
  old.close();
  const app = await createTestApp({ dialect });
  onTestFinished(() => app[Symbol.asyncDispose]());
  await using store = openStore(app.databaseUrl);
  await using source = await parseSource(`sqlite:${path}`);
  return { app, report: await runImport({ system: "momentum", store, source, mappings: momentum.mappings }) };
}

async function overOldApi(app: TestApp, email: string, password: string): Promise<{ status: number; body: unknown }> {
  const response = await app.request("/legacy/momentum/api/auth/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return { status: response.status, body: await response.json() };
}

async function overRpc(app: TestApp, email: string, password: string): Promise<string> {
  const signedIn = app.caller.identity.signIn({ email, password, delivery: "body" });
  return signedIn.then(
    ({ kind }) => kind,
    (error: { cause: { reason: string } }) => error.cause.reason,
  );
}

describe.each(DIALECTS)("hashes of the old systems' tools after an import, on %s", (dialect) => {
  it("A01 A02 A03 let their users in over both doors and nobody else, and are renewed", { timeout: 900_000 }, async () => {
    const { app, report } = await openCrossed(
      dialect,
      SAMPLES.map(({ hash }) => hash),
    );
    expect(report.quarantined).toEqual([]);
    const meet = async ({ scheme, password, hash }: Sample, nth: number) => {
      const email = emailOf(nth);
      const at = `${scheme}: ${hash}`;
      const doors = {
        old: async (typed: string) => (await overOldApi(app, email, typed)).status === 200,
        rpc: async (typed: string) => (await overRpc(app, email, typed)) === "session",
      };
      // Each is the first to meet the old hash as often as the other.
      const [first, second] = nth % 2 === 0 ? [doors.old, doors.rpc] : [doors.rpc, doors.old];
      expect(await overOldApi(app, email, `x${password}`), at).toEqual({ status: 401, body: { error: "Invalid credentials" } });
      expect(await overRpc(app, email, `x${password}`), at).toBe("CREDENTIALS_WRONG");
      // Neither door takes an empty password, as the old one did not.
      if (password === null || password === "") return;
      expect(await first(password), at).toBe(true);
      expect(await second(password), at).toBe(true);
    };
    // Some at a time: a wrong password waits as long as the slowest kind of hash takes.
    for (let start = 0; start < SAMPLES.length; start += 10)
      await Promise.all(SAMPLES.slice(start, start + 10).map((sample, at) => meet(sample, start + at)));
    const { user } = app.db.tables;
    const rows = await app.db.select().from(user).where(like(user.email, "sample-%"));
    const renewed = rows.filter(({ passwordHash }) => passwordHash?.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    expect(renewed).toHaveLength(SAMPLES.filter(({ password }) => password !== null && password !== "").length);
  });

  it("A06 are refused at the import when they are too costly, and said so", async () => {
    const { app, report } = await openCrossed(dialect, HOSTILE);
    expect(report.quarantined.map(({ oldId, reason }) => [oldId, reason])).toEqual(
      HOSTILE.map((_, nth) => [String(1000 + nth), "password-hash-cost"]),
    );
    const startedAt = performance.now();
    for (const nth of HOSTILE.keys()) expect((await overOldApi(app, emailOf(nth), "anything")).status).toBe(401);
    // What they ask for would take hours.
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });
});
