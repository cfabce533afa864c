import { createTestApp, DIALECTS, tokensOf, type TestApp } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "./authenticate.ts";
import { SESSION_IDLE_MS } from "./create-session.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

describe.each(DIALECTS)("sessions on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("lists the caller's open sessions, newest first, page by page, and marks the one in use", async () => {
    const actor = await app.createActor();
    await app.createActor();
    for (let device = 0; device < 4; device++) {
      app.clock.advance(1000);
      await app.caller.identity.signIn({ email: actor.email, password: actor.password, delivery: "body" });
    }
    const first = await app.as(actor).identity.sessions({ limit: 3 });
    const second = await app.as(actor).identity.sessions({ limit: 3, cursor: first.nextCursor ?? "" });
    const all = [...first.items, ...second.items];
    expect(all).toHaveLength(5);
    expect(second.nextCursor).toBeNull();
    expect(all.map((session) => session.createdAt)).toEqual(
      all.map((session) => session.createdAt).toSorted((a, b) => Number(b) - Number(a)),
    );
    expect(all.filter((session) => session.isCurrent).map((session) => session.id)).toEqual([actor.principal.sessionId]);
  });

  it("shows what the user calls a device; only its user names it, and only while it is open", async () => {
    const [actor, other] = [await app.createActor(), await app.createActor()];
    const id = actor.principal.sessionId ?? "";
    const nameOf = async () => (await app.as(actor).identity.sessions({})).items[0]?.deviceName;
    expect(await nameOf()).toBeNull();
    await app.as(actor).identity.renameSession({ id, deviceName: "  Kitchen tablet " });
    expect(await nameOf()).toBe("Kitchen tablet");
    await expect(app.as(other).identity.renameSession({ id, deviceName: "Mine" })).rejects.toEqual(reason("SESSION_NOT_FOUND"));
    await app.as(actor).identity.renameSession({ id, deviceName: "" });
    expect(await nameOf()).toBeNull();
    await app.as(actor).identity.signOut();
    await expect(app.as(actor).identity.renameSession({ id, deviceName: "Gone" })).rejects.toEqual(reason("SESSION_NOT_FOUND"));
  });

  it("D03 lists no session that nobody can continue any more", async () => {
    const actor = await app.createActor();
    app.clock.advance(SESSION_IDLE_MS);
    await app.caller.identity.signIn({ email: actor.email, password: actor.password, delivery: "body" });
    expect((await app.as(actor).identity.sessions({})).items).toHaveLength(2);
    app.clock.advance(1);
    expect((await app.as(actor).identity.sessions({})).items).toHaveLength(1);
  });

  it("D04 ends only one's own sessions", async () => {
    const [one, other] = [await app.createActor(), await app.createActor()];
    await expect(app.as(one).identity.endSession({ id: other.principal.sessionId ?? "" })).rejects.toEqual(
      reason("SESSION_NOT_FOUND"),
    );
    await expect(authenticate(app.runtime, other.accessToken)).resolves.toMatchObject({ userId: other.userId });
  });

  it("ends all other sessions, once, with an audit row each", async () => {
    const actor = await app.createActor();
    const other = await app.caller.identity.signIn({ email: actor.email, password: actor.password, delivery: "body" });
    expect(await app.as(actor).identity.endOtherSessions()).toEqual({ ended: 1 });
    expect(await app.as(actor).identity.endOtherSessions()).toEqual({ ended: 0 });
    await expect(authenticate(app.runtime, tokensOf(other).accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    await expect(authenticate(app.runtime, actor.accessToken)).resolves.toMatchObject({ userId: actor.userId });
    const { auditEvent } = app.db.tables;
    expect(
      await app.db.$count(auditEvent, and(eq(auditEvent.action, "session.end"), eq(auditEvent.actorUserId, actor.userId))),
    ).toBe(1);
  });

  it("D04 ends those in which the user acts for somebody else with all others: they lead back to the account", async () => {
    const [admin, owner] = [await app.createActor({ role: "admin" }), await app.createActor()];
    const { tokens } = await app.as(admin).identity.impersonate({ userId: owner.userId, delivery: "body" });
    const here = tokensOf(await app.caller.identity.signIn({ email: admin.email, password: admin.password, delivery: "body" }));
    const principal = await authenticate(app.runtime, here.accessToken);
    expect(await app.as({ principal }).identity.endOtherSessions()).toEqual({ ended: 1 });
    await expect(authenticate(app.runtime, tokens?.accessToken ?? "")).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    await expect(authenticate(app.runtime, owner.accessToken)).resolves.toMatchObject({ userId: owner.userId });
  });

  it("B10 refuses the tokens of a user who was disabled or deleted, at the next call", async () => {
    await using app = await createTestApp({ dialect });
    const [disabled, deleted] = [await app.createActor(), await app.createActor()];
    const { user } = app.db.tables;
    await app.db.update(user).set({ disabledAt: app.clock() }).where(eq(user.id, disabled.userId));
    await app.db.delete(user).where(eq(user.id, deleted.userId));
    for (const { accessToken, refreshToken } of [disabled, deleted]) {
      await expect(authenticate(app.runtime, accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
      await expect(app.caller.identity.refresh({ refreshToken, delivery: "body" })).rejects.toEqual(reason("SESSION_ENDED"));
    }
  });

  it("F04 a permission taken from a role is gone at the next call", async () => {
    await using app = await createTestApp({ dialect });
    const admin = await app.createActor({ role: "admin" });
    const { rolePermission } = app.db.tables;
    await app.db.delete(rolePermission).where(eq(rolePermission.permission, "platform:read"));
    const principal = await authenticate(app.runtime, admin.accessToken);
    await expect(app.as({ principal }).restaurants.platform({})).rejects.toEqual(reason("PERMISSION_MISSING"));
  });
});
