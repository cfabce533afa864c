import { type Actor, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serviceContext } from "../runtime/service-context.ts";
import { recordAudit } from "./record.ts";

describe.each(DIALECTS)("reading the audit log on %s", (dialect) => {
  let app: TestApp;
  let admin: Actor;
  let owner: Actor;
  let start: Date;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
    [admin, owner] = [await app.createActor({ role: "admin" }), await app.createActor()];
    app.clock.advance(1000);
    start = app.clock();
    const ctx = { ...serviceContext(app.runtime, "test"), ip: "192.0.2.7", requestId: "request-of-the-test" };
    const acting = { ...ctx, principal: { ...owner.principal, impersonatorUserId: admin.userId } };
    for (let index = 0; index < 5; index++) {
      await recordAudit(app.db, ctx, { action: "thing.change", subject: { type: "thing", id: `${index}` }, details: { index } });
      app.clock.advance(1000);
    }
    await recordAudit(app.db, acting, { action: "thing_change", subject: { type: "thing", id: "=1+1" }, result: "failure" });
    await recordAudit(app.db, { ...ctx, principal: owner.principal, ip: null }, { action: "other.change" });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const list = async (filter: Parameters<ReturnType<TestApp["as"]>["audit"]["list"]>[0]) =>
    (await app.as(admin).audit.list({ from: start, ...filter })).items.map(({ subjectId, action }) => subjectId ?? action);

  it("pages through events, newest first, and names people by their address", async () => {
    const audit = app.as(admin).audit;
    const first = await audit.list({ from: start, limit: 2 });
    expect(first.items).toMatchObject([
      { action: "other.change", actor: { id: owner.userId, email: owner.email }, actingFor: null, ip: null },
      { action: "thing_change", actor: { email: admin.email }, actingFor: { email: owner.email }, result: "failure" },
    ]);
    const second = await audit.list({ from: start, limit: 2, cursor: first.nextCursor ?? "" });
    expect(second.items.map(({ subjectId }) => subjectId)).toEqual(["4", "3"]);
    expect(second.items[0]).toMatchObject({
      actor: null,
      details: { index: 4, service: "test" },
      requestId: "request-of-the-test",
    });
    expect(second.items[0]).not.toHaveProperty("mac");
  });

  it("filters by who, for whom, what, to what, when, from where, request and result", async () => {
    expect(await list({ action: "thing." })).toEqual(["4", "3", "2", "1", "0"]);
    expect(await list({ action: "thing_" })).toEqual(["=1+1"]);
    expect(await list({ actorUserId: owner.userId })).toEqual(["other.change"]);
    expect(await list({ actingForUserId: owner.userId })).toEqual(["=1+1"]);
    expect(await list({ result: "failure" })).toEqual(["=1+1"]);
    expect(await list({ subjectType: "thing", subjectId: "3" })).toEqual(["3"]);
    expect(await list({ ip: "192.0.2.7", requestId: "request-of-the-test", action: "thing.", limit: 1 })).toEqual(["4"]);
    const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
    expect(await list({ from: at(1), until: at(3) })).toEqual(["2", "1"]);
  });

  it("I07 exports in parts that make one file, formulas neutralised, and records that it did", async () => {
    const audit = app.as(admin).audit;
    const filter = { from: start, action: "thing" };
    const first = await audit.export({ ...filter, limit: 4 });
    const second = await audit.export({ ...filter, limit: 4, cursor: first.nextCursor ?? "" });
    const lines = (first.text + second.text).trimEnd().split("\r\n");
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatch(/^id,at,action,result,actor_user_id,.*,request_id,ip,details$/);
    expect(lines[1]).toContain(",thing,'=1+1,");
    expect(lines[2]).toContain(',"{""index"":4,""service"":""test""}"');
    expect([first.rows, second.rows, second.nextCursor]).toEqual([4, 2, null]);

    const { text } = await audit.exportLines(filter);
    const subjects = text
      .trimEnd()
      .split("\n")
      .map((line) => Object(JSON.parse(line)).subjectId);
    expect(subjects).toEqual(["=1+1", "4", "3", "2", "1", "0"]);
    const recorded = await audit.list({ from: start, action: "audit.export" });
    expect(recorded.items.map(({ actor, details }) => [actor?.id, details["format"]])).toEqual([
      [admin.userId, "jsonl"],
      [admin.userId, "csv"],
    ]);
  });

  it("tells how far it is sealed and what the last check found", async () => {
    const audit = app.as(admin).audit;
    expect(await audit.status()).toEqual({ sealed: null, verified: null });
    await audit.verify();
    await app.runJobs();
    const { sealed, verified } = await audit.status();
    expect(verified).toEqual({ at: app.clock(), isIntact: true, sequence: sealed?.sequence, problem: null });
    expect(app.logs.some(({ msg }) => msg === "the audit log is intact")).toBe(true);
    await app.db.update(app.db.tables.auditEvent).set({ ip: "203.0.113.1" });
    await audit.verify();
    await app.runJobs();
    expect((await audit.status()).verified).toMatchObject({ isIntact: false, problem: "event-changed" });
    expect(app.logs.filter(({ level }) => level === 50)).toMatchObject([{ first: { sequence: 1 } }]);
  });

  it("is for those who may read it only", async () => {
    const { audit } = app.as(owner);
    await expect(audit.list({})).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(audit.export({})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
