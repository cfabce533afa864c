import type { Db } from "@causeway/db";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "../runtime/context.ts";
import { serviceContext } from "../runtime/service-context.ts";
import { pruneAudit } from "./prune.ts";
import { recordAudit } from "./record.ts";
import { sealAudit } from "./seal.ts";
import { verifyAudit } from "./verify.ts";

const DAY = 24 * 60 * 60 * 1000;

describe.each(DIALECTS)("retention of the audit log on %s", (dialect) => {
  let app: TestApp;
  let db: Db;
  let ctx: Ctx;
  beforeEach(async () => {
    app = await createTestApp({ dialect });
    db = app.db;
    ctx = serviceContext(app.runtime, "test");
    for (let day = 0; day < 10; day++) {
      await recordAudit(db, ctx, { action: "thing.change", subject: { type: "thing", id: `${day}` } });
      app.clock.advance(DAY);
    }
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const subjects = async () => {
    const { auditEvent } = db.tables;
    const rows = await db.select().from(auditEvent).where(eq(auditEvent.action, "thing.change")).orderBy(asc(auditEvent.at));
    return rows.map(({ subjectId }) => subjectId);
  };
  const ago = (days: number) => new Date(app.clock().getTime() - days * DAY);

  it("removes what is older, keeps the links, and the log still verifies", async () => {
    expect(await pruneAudit(ctx, { before: ago(3) })).toEqual({ removed: 7 });
    expect(await subjects()).toEqual(["7", "8", "9"]);
    expect(await verifyAudit(ctx)).toMatchObject({ isIntact: true, pruned: 7 });
    expect(await pruneAudit(ctx, { before: ago(3) })).toEqual({ removed: 0 });
    app.clock.advance(DAY);
    expect(await pruneAudit(ctx, { before: ago(3) })).toEqual({ removed: 1 });
    expect(await verifyAudit(ctx)).toMatchObject({ isIntact: true, pruned: 8 });
  });

  it("also removes all there is", async () => {
    app.clock.advance(DAY);
    expect((await pruneAudit(ctx, { before: ctx.clock() })).removed).toBe(10);
    expect(await subjects()).toEqual([]);
    expect(await verifyAudit(ctx)).toMatchObject({ isIntact: true, pruned: 10 });
  });

  it("removes nothing from a log that does not verify", async () => {
    await sealAudit(ctx);
    await db.update(db.tables.auditEvent).set({ subjectId: "other" }).where(eq(db.tables.auditEvent.subjectId, "2"));
    await expect(pruneAudit(ctx, { before: ago(3) })).rejects.toMatchObject({ code: "CONFLICT", reason: "AUDIT_BROKEN" });
    expect(await subjects()).toHaveLength(10);
  });

  it("L02 names what was removed by hand beyond it, and what has come back", async () => {
    const { auditEvent } = db.tables;
    const [first] = await db.select().from(auditEvent).where(eq(auditEvent.subjectId, "0"));
    await pruneAudit(ctx, { before: ago(3) });
    await db.delete(auditEvent).where(eq(auditEvent.subjectId, "8"));
    expect((await verifyAudit(ctx)).problems).toMatchObject([{ kind: "event-removed", sequence: 9 }]);
    if (first) await db.insert(auditEvent).values(first);
    expect((await verifyAudit(ctx)).problems[0]).toMatchObject({ kind: "event-returned", sequence: 1 });
  });
});
