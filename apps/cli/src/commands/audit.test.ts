import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRuntime, recordAudit, serviceContext } from "@causeway/services";
import { DIALECTS, openTestStore } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { run } from "../test/run.ts";

const PASSWORD = "a long enough password";
/** As the commands have it, some time ago. */
const OLD = {
  secret: "only for tests: thirty-two characters and more",
  logger: pino({ level: "silent" }),
  clock: () => new Date("2026-01-15T12:00:00Z"),
};

async function prepare(dialect: (typeof DIALECTS)[number]) {
  const opened = await openTestStore(dialect);
  const env = { DATABASE_URL: opened.url };
  for (const name of ["one", "two", "three"]) {
    const made = await run(["create-admin", "--email", `${name}@example.com`], { env, readPassword: async () => PASSWORD });
    expect(made.code).toBe(0);
  }
  return { ...opened, db: opened.store.db, env, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("causeway audit on %s", (dialect) => {
  test("L02 verify ends with 0 on what was written, and with 1 naming the first bad row once any was changed", async () => {
    await using target = await prepare(dialect);
    const { env, db } = target;
    const intact = await run(["audit", "verify"], { env });
    expect(intact.out).toMatch(/^intact: 3 rows\nhead: 3:\S+ /);
    expect(intact.code).toBe(0);
    const head = /head: (\S+)/.exec(intact.out)?.[1] ?? "";
    expect(await run(["audit", "verify", "--head", head], { env })).toMatchObject({ code: 0 });

    const { auditEvent } = db.tables;
    const [, second] = await db.select().from(auditEvent).orderBy(auditEvent.at, auditEvent.id);
    await db
      .update(auditEvent)
      .set({ result: "failure" })
      .where(eq(auditEvent.id, second?.id ?? ""));
    const changed = await run(["audit", "verify"], { env });
    expect(changed.code).toBe(1);
    expect(changed.out).toContain(`row 2 event ${second?.id} of `);
    expect(changed.out).toContain("the first bad row is 2\n");
    const json = await run(["audit", "verify", "--json"], { env });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ isIntact: false, problems: [{ kind: "event-changed", sequence: 2 }] });
    expect(await run(["audit", "prune", "--before", "2026-01-01"], { env })).toMatchObject({ code: 2 });
  });

  test("prune takes a day that is over, says how many events went, and leaves a log that verifies", async () => {
    await using target = await prepare(dialect);
    const { env, db } = target;
    const { auditEvent } = db.tables;
    expect(await run(["audit", "prune", "--before", "2099-01-01"], { env })).toMatchObject({ code: 2 });
    const ctx = serviceContext(await createRuntime({ db, ...OLD }), "test");
    await recordAudit(db, ctx, { action: "thing.change" });
    const pruned = await run(["audit", "prune", "--before", "2026-01-31"], { env });
    expect(pruned).toMatchObject({ code: 0, out: expect.stringMatching(/^1 events from before 2026-01-31 were removed/) });
    expect(await db.$count(auditEvent, eq(auditEvent.action, "thing.change"))).toBe(0);
    expect(await run(["audit", "verify"], { env })).toMatchObject({ code: 0 });
  });
});

test("verify needs the server's secret, and says so in one line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "causeway-audit-"));
  await using target = await prepare("sqlite");
  const { env } = target;
  const other = await run(["audit", "verify"], { env: { ...env, AUTH_SECRET: "a secret that the server does not have" } });
  expect(other.code).toBe(2);
  expect(other.err).toMatch(/^causeway: AUTH_SECRET: [^\n]+\n$/);
  expect(await run(["audit", "prune", "--before", "soon"], { env })).toMatchObject({ code: 2 });
  expect(await run(["audit", "verify"], { env: { DATABASE_URL: `file:${folder}/nothing.db` } })).toMatchObject({ code: 2 });
  rmSync(folder, { recursive: true });
});
