import { recordAudit, serviceContext, verifyAudit } from "@causeway/services";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { keepAuditSealed } from "./keep-audit-sealed.ts";

const LONG_MS = 60_000;

async function counts({ db }: TestApp): Promise<[events: number, links: number]> {
  return [await db.$count(db.tables.auditEvent), await db.$count(db.tables.auditLink)];
}

describe.each(DIALECTS)("a server's audit log on %s", (dialect) => {
  it("L02 is chained while the server runs, without anybody asking", async () => {
    await using app = await createTestApp({ dialect });
    await using _ = keepAuditSealed(app.runtime, { everyMs: 5 });
    await app.createActor();
    await expect.poll(async () => (([events, links]) => events > 0 && events === links)(await counts(app))).toBe(true);
    await app.createActor();
    await expect.poll(async () => (([events, links]) => events === links)(await counts(app))).toBe(true);
  });

  it("L02 is chained to its end when the server stops: the newest event cannot be removed unseen", async () => {
    await using app = await createTestApp({ dialect });
    const ctx = serviceContext(app.runtime, "test");
    const keeper = keepAuditSealed(app.runtime, { everyMs: LONG_MS });
    for (const id of ["first", "newest"])
      await recordAudit(app.db, ctx, { action: "thing.change", subject: { type: "thing", id } });
    expect(await counts(app)).toEqual([2, 0]);
    await keeper[Symbol.asyncDispose]();
    expect(await counts(app)).toEqual([2, 2]);
    const { auditEvent } = app.db.tables;
    await app.db.delete(auditEvent).where(eq(auditEvent.subjectId, "newest"));
    expect((await verifyAudit(ctx)).problems).toMatchObject([{ kind: "event-removed", sequence: 2 }]);
  });

  it("says once that it cannot be chained, and goes on when it can", async () => {
    await using app = await createTestApp({ dialect });
    await recordAudit(app.db, serviceContext(app.runtime, "test"), { action: "thing.change" });
    const { sign } = app.runtime.auditKeys;
    let tries = 0;
    app.runtime.auditKeys.sign = () => {
      tries++;
      throw new Error("no key");
    };
    await using _ = keepAuditSealed(app.runtime, { everyMs: 5 });
    await expect.poll(() => tries).toBeGreaterThan(2);
    app.runtime.auditKeys.sign = sign;
    await expect.poll(() => counts(app)).toEqual([1, 1]);
    expect(app.logs.filter(({ level }) => level === 40)).toHaveLength(1);
  });
});
