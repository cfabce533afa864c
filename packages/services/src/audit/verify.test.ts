import type { Db } from "@causeway/db";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "../runtime/context.ts";
import { serviceContext } from "../runtime/service-context.ts";
import { createAuditKeys } from "./audit-keys.ts";
import { canonicalEvent } from "./canonical-event.ts";
import { recordAudit } from "./record.ts";
import { sealAudit } from "./seal.ts";
import { verifyAudit } from "./verify.ts";

describe.each(DIALECTS)("the audit log on %s", (dialect) => {
  let app: TestApp;
  let db: Db;
  let ctx: Ctx;
  beforeEach(async () => {
    app = await createTestApp({ dialect });
    db = app.db;
    ctx = serviceContext(app.runtime, "test");
  });
  afterEach(() => app[Symbol.asyncDispose]());

  async function record(count: number) {
    for (let index = 0; index < count; index++) {
      app.clock.advance(1000);
      await recordAudit(db, ctx, {
        action: "thing.change",
        subject: { type: "thing", id: `${index}` },
        details: { b: 1.5, a: "é" },
      });
    }
  }
  const events = () => db.select().from(db.tables.auditEvent).orderBy(asc(db.tables.auditEvent.at), asc(db.tables.auditEvent.id));
  const links = () => db.select().from(db.tables.auditLink).orderBy(asc(db.tables.auditLink.sequence));

  /** Six sealed events; gives the third, its link, and the link after. */
  async function prepare() {
    await record(6);
    await sealAudit(ctx);
    const [, , event] = await events();
    const [, , link, next] = await links();
    if (!event || !link || !next) throw new Error("nothing was recorded");
    return { event, link, next };
  }
  async function firstProblem() {
    app.clock.advance(1000);
    const { isIntact, problems } = await verifyAudit(ctx);
    expect(isIntact).toBe(problems.length === 0);
    return problems[0];
  }

  it("L02 is intact after writing, sealing in parts, and checking", async () => {
    await record(3);
    expect(await sealAudit(ctx)).toBe(3);
    await record(2);
    const report = await verifyAudit(ctx);
    expect(report).toMatchObject({ isIntact: true, sealed: 5, problems: [] });
    expect((await verifyAudit(ctx)).sealed).toBe(6);
    expect((await events()).at(-1)).toMatchObject({
      action: "audit.verify",
      result: "success",
      details: { sealed: 6, service: "test" },
    });
  });

  it("L02 names the event of which anything was changed", async () => {
    const { event, link } = await prepare();
    const changes: Partial<typeof event>[] = [
      { action: "thing.other" },
      { result: "failure" },
      { actorUserId: "somebody" },
      { actingForUserId: "somebody" },
      { subjectType: "other" },
      { subjectId: "other" },
      { at: new Date(0) },
      { ip: "203.0.113.9" },
      { requestId: "other" },
      { details: { b: 1.5, a: "e" } },
      { mac: null },
    ];
    const { auditEvent } = db.tables;
    for (const change of changes) {
      await db.update(auditEvent).set(change).where(eq(auditEvent.id, event.id));
      const expected = { kind: "event-changed", sequence: link.sequence, eventId: event.id };
      expect(await firstProblem(), JSON.stringify(change)).toMatchObject(expected);
      await db.update(auditEvent).set(event).where(eq(auditEvent.id, event.id));
    }
    expect(await firstProblem()).toBeUndefined();
  });

  it("L02 names an event that was changed before it was sealed", async () => {
    await record(3);
    const [, event] = await events();
    await db
      .update(db.tables.auditEvent)
      .set({ subjectId: "other" })
      .where(eq(db.tables.auditEvent.id, event?.id ?? ""));
    expect(await firstProblem()).toMatchObject({ kind: "event-inserted", sequence: 2, eventId: event?.id });
  });

  it("L02 names an event that was removed, also when its link says that retention did it", async () => {
    const { event, link } = await prepare();
    await db.delete(db.tables.auditEvent).where(eq(db.tables.auditEvent.id, event.id));
    const expected = { kind: "event-removed", sequence: link.sequence, eventId: event.id };
    expect(await firstProblem()).toMatchObject(expected);
    await db.update(db.tables.auditLink).set({ prunedAt: new Date() }).where(eq(db.tables.auditLink.sequence, link.sequence));
    await db
      .insert(db.tables.auditEvent)
      .values({ ...event, id: "forged", action: "audit.prune", details: { throughSequence: 99 } });
    expect(await firstProblem()).toMatchObject(expected);
  });

  it("L02 names events that were inserted by hand", async () => {
    const { event } = await prepare();
    const signature = createAuditKeys("a secret that the attacker has made up").sign("x");
    const inserted = [
      { ...event, id: "unsigned", mac: null },
      { ...event, id: "copied" },
      { ...event, id: "signed", mac: signature },
    ];
    await db.insert(db.tables.auditEvent).values(inserted);
    const { problems } = await verifyAudit(ctx);
    const found = new Map(problems.map(({ kind, eventId }) => [eventId, kind]));
    expect(found).toEqual(
      new Map([
        ["copied", "event-inserted"],
        ["signed", "unknown-key"],
        ["unsigned", "event-inserted"],
      ]),
    );
  });

  it("L02 names the place where links were put into another order", async () => {
    const { link, next } = await prepare();
    const { auditLink } = db.tables;
    const move = (from: number, to: number) => db.update(auditLink).set({ sequence: to }).where(eq(auditLink.sequence, from));
    await move(link.sequence, 1000);
    await move(next.sequence, link.sequence);
    await move(1000, next.sequence);
    expect(await firstProblem()).toMatchObject({ kind: "links-reordered", sequence: link.sequence, eventId: next.eventId });
  });

  it("L02 names the link of which anything was changed", async () => {
    const { link } = await prepare();
    const { auditLink } = db.tables;
    const changes: [Partial<typeof link>, string][] = [
      [{ eventAt: new Date(0) }, "link-changed"],
      [{ eventHash: "other" }, "link-changed"],
      [{ sealedAt: new Date(0) }, "link-changed"],
      [{ chainHash: "other" }, "unknown-key"],
      [{ eventId: "other" }, "link-changed"],
    ];
    for (const [change, kind] of changes) {
      await db.update(auditLink).set(change).where(eq(auditLink.sequence, link.sequence));
      expect(await firstProblem(), JSON.stringify(change)).toMatchObject({ kind, sequence: link.sequence });
      if (!change.eventId) await db.update(auditLink).set(link).where(eq(auditLink.sequence, link.sequence));
    }
  });

  it("L02 names the place of a link that was removed together with its event, and of one that was appended", async () => {
    const { event, link } = await prepare();
    await db.delete(db.tables.auditEvent).where(eq(db.tables.auditEvent.id, event.id));
    await db.delete(db.tables.auditLink).where(eq(db.tables.auditLink.sequence, link.sequence));
    expect(await firstProblem()).toMatchObject({ kind: "link-removed", sequence: link.sequence });
    const last = (await links()).at(-1);
    if (!last) throw new Error("no link");
    await db.insert(db.tables.auditLink).values({ ...last, sequence: last.sequence + 1, eventId: "forged" });
    const { problems } = await verifyAudit(ctx);
    expect(problems.at(-1)).toMatchObject({ kind: "link-changed", sequence: last.sequence + 1, eventId: "forged" });
  });

  it("L02 finds a chain that was cut off at its end, given the head of an earlier check", async () => {
    await prepare();
    const { head } = await verifyAudit(ctx);
    expect(await verifyAudit(ctx, { expectedHead: head ?? "" })).toMatchObject({ isIntact: true });
    const [, , , ...cut] = await links();
    for (const link of cut) {
      await db.delete(db.tables.auditLink).where(eq(db.tables.auditLink.sequence, link.sequence));
      await db.delete(db.tables.auditEvent).where(eq(db.tables.auditEvent.id, link.eventId));
    }
    const report = await verifyAudit(ctx, { expectedHead: head ?? "" });
    expect(report).toMatchObject({ isIntact: false, problems: [{ kind: "chain-cut", sequence: 6 }] });
    await expect(verifyAudit(ctx, { expectedHead: "nonsense" })).rejects.toMatchObject({ reason: "AUDIT_HEAD_INVALID" });
  });

  it("L02 cannot be computed anew by whoever has only the database", async () => {
    const { event, link } = await prepare();
    const keys = createAuditKeys("a secret that the attacker has made up");
    const changed = { ...event, subjectId: "other" };
    await db
      .update(db.tables.auditEvent)
      .set({ ...changed, mac: keys.sign(canonicalEvent(changed)) })
      .where(eq(db.tables.auditEvent.id, event.id));
    await db.delete(db.tables.auditLink);
    await sealAudit({ ...ctx, auditKeys: keys }, { isWhole: true });
    expect(await firstProblem()).toMatchObject({ kind: "unknown-key", sequence: 1 });
    expect(link.sequence).toBe(3);
  });

  it("goes on over a change of the secret, and says so when the earlier one is not known", async () => {
    await record(2);
    await verifyAudit(ctx);
    const [old, next] = ["only for tests: thirty-two characters and more", "another one, of thirty-two characters and more"];
    const after = { ...ctx, auditKeys: createAuditKeys(next, [old]) };
    await recordAudit(db, after, { action: "thing.change" });
    expect(await verifyAudit(after)).toMatchObject({ isIntact: true, sealed: 4 });
    expect((await verifyAudit({ ...ctx, auditKeys: createAuditKeys(next) })).problems[0]).toMatchObject({
      kind: "unknown-key",
      sequence: 1,
    });
  });

  it("takes events of the time before signatures for what they are, and no later ones", async () => {
    await record(3);
    await db.update(db.tables.auditEvent).set({ mac: null });
    expect(await verifyAudit(ctx)).toMatchObject({ isIntact: true });
    expect((await events()).filter(({ action }) => action === "audit.start")).toMatchObject([{ details: { unsigned: 3 } }]);
    const [event] = await events();
    if (!event) throw new Error("no event");
    await db.insert(db.tables.auditEvent).values({ ...event, id: "forged" });
    expect(await firstProblem()).toMatchObject({ kind: "event-inserted", eventId: "forged" });
  });

  it("gets each event one link, whoever seals at once", async () => {
    await record(20);
    await Promise.all(Array.from({ length: 5 }, () => sealAudit(ctx)));
    await sealAudit(ctx);
    const sealed = (await links()).map(({ eventId }) => eventId);
    expect(sealed).toEqual((await events()).map(({ id }) => id));
    expect(await verifyAudit(ctx)).toMatchObject({ isIntact: true });
  });

  it("L03 has no row of a change that was not kept", async () => {
    const failing = db.transaction(async (tx) => {
      await recordAudit(tx, ctx, { action: "thing.change" });
      throw new Error("not kept");
    });
    await expect(failing).rejects.toThrow("not kept");
    expect(await events()).toEqual([]);
  });

  it("keeps text that a database cannot hold, in a form that it can", async () => {
    await recordAudit(db, ctx, {
      action: "thing.change",
      subject: { type: "thing", id: "a\0b\ud800" },
      details: { text: "x".repeat(5000) },
    });
    expect((await events())[0]).toMatchObject({ subjectId: "a\ufffdb\ufffd", details: { text: "x".repeat(2000) } });
    expect(await verifyAudit(ctx)).toMatchObject({ isIntact: true });
  });
});
