import { createTestApp, DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { authenticate } from "./authenticate.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

describe.each(DIALECTS)("sessions on %s", (dialect) => {
  it("lists the caller's open sessions, newest first, page by page, and marks the one in use", async () => {
    await using app = await createTestApp({ dialect });
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

  it("D04 ends only one's own sessions", async () => {
    await using app = await createTestApp({ dialect });
    const [one, other] = [await app.createActor(), await app.createActor()];
    await expect(app.as(one).identity.endSession({ id: other.principal.sessionId ?? "" })).rejects.toEqual(
      reason("SESSION_NOT_FOUND"),
    );
    await expect(authenticate(app.runtime, other.accessToken)).resolves.toMatchObject({ userId: other.userId });
  });

  it("ends all other sessions, once, with an audit row each", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor();
    const other = await app.caller.identity.signIn({ email: actor.email, password: actor.password, delivery: "body" });
    expect(await app.as(actor).identity.endOtherSessions()).toEqual({ ended: 1 });
    expect(await app.as(actor).identity.endOtherSessions()).toEqual({ ended: 0 });
    await expect(authenticate(app.runtime, other.tokens?.accessToken ?? "")).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    await expect(authenticate(app.runtime, actor.accessToken)).resolves.toMatchObject({ userId: actor.userId });
    const { auditEvent } = app.db.tables;
    expect(await app.db.$count(auditEvent, eq(auditEvent.action, "session.end"))).toBe(1);
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
    await expect(app.as({ principal }).restaurants.platform()).rejects.toEqual(reason("PERMISSION_MISSING"));
  });
});
