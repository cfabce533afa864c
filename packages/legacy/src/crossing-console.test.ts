import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@causeway/db";
import { openVerifyRun, parseSource, runImport, runVerify } from "@causeway/migrate";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { createMomentumForQuarantine } from "@causeway/testing/momentum";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { legacySystems } from "./registry.ts";

const reason = (word: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: word }) });

let folder: string;
let path: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "causeway-console-"));
  path = join(folder, "old.sqlite");
  await createMomentumForQuarantine(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mappings = legacySystems.find(({ id }) => id === "momentum")?.mappings ?? [];

describe.each(DIALECTS)("the console of a crossing on %s", (dialect) => {
  async function open() {
    const app = await createTestApp({ dialect });
    const store = openStore(app.databaseUrl);
    const doImport = async (options: Partial<Parameters<typeof runImport>[0]> = {}) => {
      await using source = await parseSource(`sqlite:${path}`);
      return await runImport({ system: "momentum", store, source, mappings, clock: app.clock, ...options });
    };
    const doVerify = async () => {
      await using source = await parseSource(`sqlite:${path}`);
      return await runVerify({ system: "momentum", store, source, mappings, clock: app.clock });
    };
    const admin = await app.createActor({ role: "admin" });
    return {
      app,
      doImport,
      doVerify,
      admin,
      crossings: app.as(admin).crossings,
      [Symbol.asyncDispose]: async () => {
        await store.close();
        await app[Symbol.asyncDispose]();
      },
    };
  }

  const actions = async ({ db }: TestApp) =>
    (await db.select().from(db.tables.auditEvent))
      .map(({ action, result }) => `${action} ${result}`)
      .filter((text) => text.startsWith("quarantine"));

  test("lists what was set aside by pages and filters, and counts it by table and reason", async () => {
    await using at = await open();
    await at.doImport();
    const { quarantine } = at.crossings;
    const first = await quarantine.list({ limit: 2 });
    expect(first.items.map(({ table, oldId }) => [table, oldId])).toEqual([
      ["sessions", null],
      ["sessions", "of 71"],
    ]);
    const second = await quarantine.list({ limit: 10, cursor: first.nextCursor ?? "" });
    expect(second.items.map(({ oldId }) => oldId)).toEqual(["of nobody", "71", "72"]);
    expect(second.nextCursor).toBeNull();
    const filtered = await quarantine.list({ system: "momentum", table: "users", reason: "password-hash-cost" });
    expect(filtered.items).toMatchObject([{ oldId: "71", decision: null }, { oldId: "72" }]);
    expect(filtered.items[0]).not.toHaveProperty("row");
    expect((await quarantine.list({ state: "decided" })).items).toEqual([]);
    expect(await quarantine.counts()).toEqual([
      { system: "momentum", table: "sessions", reason: "dangling-reference", waiting: 2, dismissed: 0, corrected: 0 },
      { system: "momentum", table: "sessions", reason: "unusable-id", waiting: 1, dismissed: 0, corrected: 0 },
      { system: "momentum", table: "users", reason: "password-hash-cost", waiting: 2, dismissed: 0, corrected: 0 },
    ]);
  });

  test("N05 a row is corrected and imported, dismissed, taken back, each with its audit row and who did it", async () => {
    await using at = await open();
    await at.doImport();
    const { quarantine } = at.crossings;
    const [first, second] = (await quarantine.list({ table: "users" })).items;
    const ids = { first: first?.id ?? "", second: second?.id ?? "" };
    expect(await quarantine.get({ id: ids.first })).toMatchObject({
      reason: "password-hash-cost",
      isReady: false,
      advice: expect.stringContaining("Set the hash to NULL"),
      cells: [
        { column: "user_id" },
        { column: "email" },
        { column: "password_hash", isOffending: true, value: { form: "hidden" } },
        {},
        {},
      ],
    });
    await expect(quarantine.retry({ id: ids.first, corrections: { role: "king" } })).rejects.toEqual(reason("CORRECTION_REFUSED"));
    expect(await quarantine.retry({ id: ids.first })).toMatchObject({ isImported: false, reason: "password-hash-cost" });
    expect(await quarantine.retry({ id: ids.first, corrections: { password_hash: null } })).toMatchObject({
      isImported: true,
      reason: null,
    });
    await expect(quarantine.retry({ id: ids.first })).rejects.toEqual(reason("QUARANTINE_DECIDED"));
    await expect(quarantine.restore({ id: ids.first })).rejects.toEqual(reason("QUARANTINE_NOT_DISMISSED"));

    const dismissed = await quarantine.dismiss({ id: ids.second, note: "  a test account " });
    expect(dismissed).toMatchObject({
      decision: "dismissed",
      decisionNote: "a test account",
      decidedBy: at.admin.email,
      decidedAt: at.app.clock(),
    });
    await expect(quarantine.dismiss({ id: ids.second, note: "again" })).rejects.toEqual(reason("QUARANTINE_DECIDED"));
    expect((await quarantine.list({ state: "decided" })).items.map(({ decision }) => decision)).toEqual(["corrected", "dismissed"]);
    // What waited for its parent can be held now; a verification would say so.
    await quarantine.retryAll({ system: "momentum", table: "sessions" });
    expect((await at.doVerify()).differences).toEqual([]);
    expect(await quarantine.restore({ id: ids.second })).toMatchObject({ decision: null, decisionNote: null, decidedBy: null });
    expect(await actions(at.app)).toEqual([
      "quarantine.retry success",
      "quarantine.dismiss success",
      "quarantine.retry success",
      "quarantine.restore success",
    ]);
  });

  test("all that wait are retried in the order of the import, and what a filter finds is left out at once", async () => {
    await using at = await open();
    await at.doImport();
    const { quarantine } = at.crossings;
    const [user] = (await quarantine.list({ table: "users" })).items;
    await quarantine.retry({ id: user?.id ?? "", corrections: { password_hash: null } });
    const seen: string[] = [];
    for (let cursor: string | undefined | null; cursor !== null;) {
      const page: Awaited<ReturnType<typeof quarantine.retryAll>> = await quarantine.retryAll({
        system: "momentum",
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ table, oldId, isImported }) => `${table} ${oldId} ${isImported}`));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(["users 72 false", "sessions null false", "sessions of 71 true", "sessions of nobody false"]);
    expect(await quarantine.dismissAll({ system: "momentum", table: "sessions", note: "ended long ago" })).toEqual({ count: 2 });
    expect((await quarantine.counts()).map(({ waiting, dismissed }) => [waiting, dismissed])).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
    await expect(quarantine.retryAll({ system: "nobody" })).rejects.toEqual(reason("CROSSING_NOT_FOUND"));
    expect(await actions(at.app)).toContain("quarantine.dismiss-all success");
  });

  test("of two who retry one row at once, one imports it", async () => {
    await using at = await open();
    await at.doImport();
    const { quarantine } = at.crossings;
    const [row] = (await quarantine.list({ table: "users" })).items;
    const retry = () => quarantine.retry({ id: row?.id ?? "", corrections: { password_hash: null } });
    const raced = await Promise.allSettled([retry(), retry()]);
    expect(raced.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(raced.find(({ status }) => status === "rejected")).toMatchObject({ reason: reason("QUARANTINE_DECIDED") });
    await quarantine.retryAll({ system: "momentum" });
    expect((await at.doVerify()).differences).toEqual([]);
  });

  test("runs are listed with their tables while they run, when they stopped, and when they are done", async () => {
    await using at = await open();
    const { runs } = at.crossings;
    const stop = new AbortController();
    const onProgress = ({ kind }: { kind: string }) => (kind === "restaurants" ? stop.abort() : undefined);
    await expect(at.doImport({ onProgress, signal: stop.signal })).rejects.toThrow("aborted");
    const [running] = (await runs.list({ type: "import" })).items;
    expect(running).toMatchObject({ state: "running", finishedAt: null, rowsPerSecond: null });
    expect(running?.tables[0]).toMatchObject({ table: "users", quarantined: 2, isDone: true });
    at.app.clock.advance(61_000);
    expect((await runs.list({ type: "import" })).items).toMatchObject([{ state: "stopped" }]);
    expect((await runs.get({ id: running?.id ?? "" })).report).toBeNull();

    const report = await at.doImport();
    const [done] = (await runs.list({ type: "import", system: "momentum" })).items;
    expect(done).toMatchObject({ id: running?.id, state: "done", rowsPerSecond: null });
    expect(done?.tables.map(({ table }) => table)).toEqual(mappings.map(({ kind }) => kind));
    expect(done?.rows).toBe(report.tables.reduce((sum, { rows }) => sum + rows, 0));
    expect(running?.totalRows).toBe(done?.rows);
    expect((await runs.get({ id: done?.id ?? "" })).report).toMatchObject({ type: "import", isResumed: true });

    const run = await openVerifyRun(at.app.db, { system: "momentum", source: "sqlite:old", clock: at.app.clock });
    run.show({ doneOfAll: 5, totalOfAll: 50 });
    await run.stop();
    expect((await runs.list({ type: "verify" })).items).toMatchObject([
      { state: "running", rows: 5, totalRows: 50, differences: null },
    ]);
    at.app.clock.advance(1000);
    run.show({ doneOfAll: 50, totalOfAll: 50 });
    await run.finish(await at.doVerify());
    const [verified] = (await runs.list({ type: "verify" })).items;
    expect(verified).toMatchObject({ state: "done", differences: 0, rows: 50, rowsPerSecond: 50 });
    expect(await runs.get({ id: verified?.id ?? "" })).toMatchObject({ report: { type: "verify", isClean: true } });
    await expect(runs.get({ id: at.admin.userId })).rejects.toEqual(reason("RUN_NOT_FOUND"));
    expect(await at.crossings.rules()).toMatchObject([{ system: "momentum", tables: { length: mappings.length } }]);
  });

  test("nobody corrects an account into a higher role than their own, nor in another's name", async () => {
    await using at = await open();
    await at.doImport();
    const [, boss] = (await at.crossings.quarantine.list({ table: "users" })).items;
    const clerk = at.app.as({ principal: { ...at.admin.principal, rank: 50 } }).crossings.quarantine;
    const retry = { id: boss?.id ?? "", corrections: { password_hash: null } };
    await expect(clerk.retry(retry)).rejects.toEqual(reason("USER_RANK"));
    const { user } = at.app.db.tables;
    expect(await at.app.db.$count(user, eq(user.email, "dear.too@example.com"))).toBe(0);
    const acting = at.app.as({ principal: { ...at.admin.principal, impersonatorUserId: at.admin.userId } });
    await expect(acting.crossings.quarantine.retry(retry)).rejects.toEqual(reason("IMPERSONATION_FORBIDS"));
    expect(await clerk.retry({ ...retry, corrections: { ...retry.corrections, role: "restaurant" } })).toMatchObject({
      isImported: true,
    });
  });

  test("is for those who may, reading and deciding apart", async () => {
    await using at = await open();
    const { crossings } = at.app.as(await at.app.createActor());
    await expect(crossings.quarantine.list({})).rejects.toEqual(reason("PERMISSION_MISSING"));
    await expect(crossings.runs.list({ type: "import" })).rejects.toEqual(reason("PERMISSION_MISSING"));
    const principal = { ...at.admin.principal, permissions: new Set(["crossing:read"] as const) };
    const reader = at.app.as({ principal }).crossings.quarantine;
    expect((await reader.list({})).items).toEqual([]);
    for (const call of [
      reader.retry({ id: at.admin.userId }),
      reader.retryAll({ system: "momentum" }),
      reader.dismiss({ id: at.admin.userId, note: "why not" }),
      reader.dismissAll({ system: "momentum", note: "why not" }),
      reader.restore({ id: at.admin.userId }),
    ])
      await expect(call).rejects.toEqual(reason("PERMISSION_MISSING"));
  });
});
