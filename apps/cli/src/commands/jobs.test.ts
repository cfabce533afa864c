import { newId } from "@causeway/db";
import { DIALECTS, openTestStore } from "@causeway/testing";
import { describe, expect, test } from "vitest";
import { run } from "../test/run.ts";

async function prepare(dialect: (typeof DIALECTS)[number]) {
  const opened = await openTestStore(dialect);
  const { db } = opened.store;
  const at = new Date("2026-01-15T12:00:00Z");
  const [dead, waiting] = [newId(), newId()];
  const job = { name: "mail.send", payload: null, runAt: at, maxAttempts: 5 };
  await db.insert(db.tables.job).values([
    { ...job, id: dead, state: "dead", attempts: 5, lastError: "The server is down.\nat line 1", createdAt: at, finishedAt: at },
    { ...job, id: waiting, state: "queued", attempts: 0, createdAt: new Date(at.getTime() + 1) },
  ]);
  return { env: { DATABASE_URL: opened.url }, db, dead, waiting, [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("causeway jobs on %s", (dialect) => {
  test("lists jobs, drives dead ones again and cancels waiting ones, and the audit says so", async () => {
    await using target = await prepare(dialect);
    const { env, db, dead, waiting } = target;
    const all = await run(["jobs", "list"], { env });
    expect(
      all.out
        .split("\n")
        .slice(1, 3)
        .map((line) => line.split(/\s+/).slice(0, 4)),
    ).toEqual([
      [waiting, "mail.send", "queued", "0/5"],
      [dead, "mail.send", "dead", "5/5"],
    ]);
    expect(all.out).toContain("The server is down.\n");
    const json = await run(["jobs", "list", "--state", "dead", "--json"], { env });
    expect(JSON.parse(json.out)).toMatchObject([{ id: dead, state: "dead" }]);
    expect(await run(["jobs", "redrive", dead], { env })).toMatchObject({ code: 0, out: `${dead} mail.send: queued\n` });
    expect(await run(["jobs", "cancel", waiting, dead], { env })).toMatchObject({
      code: 0,
      out: `${waiting} mail.send: cancelled\n${dead} mail.send: cancelled\n`,
    });
    const { auditEvent } = db.tables;
    const events = await db.select({ action: auditEvent.action, subjectId: auditEvent.subjectId }).from(auditEvent);
    expect(events).toEqual([
      { action: "job.redrive", subjectId: dead },
      { action: "job.cancel", subjectId: waiting },
      { action: "job.cancel", subjectId: dead },
    ]);
  });
});

test.each([
  [["jobs", "redrive", "1"], "1 is no id of a job"],
  [["jobs", "list", "--limit", "many"], "--limit must be from 1 to 1000"],
  [["jobs", "list", "--state", "lost"], "Allowed choices are"],
  [["jobs", "redrive", "01a22262-766b-725a-a1d6-5363709e17a9"], "This job does not exist."],
])("%j ends with 2 and one line", async (argv, line) => {
  await using target = await prepare("sqlite");
  const { code, err } = await run(argv, { env: target.env });
  expect([code, err.trimEnd().split("\n").length]).toEqual([2, 1]);
  expect(err).toContain(line);
});
