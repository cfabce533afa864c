import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "./authenticate.ts";
import { IMPERSONATION_MS } from "./create-session.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

async function startActingFor(app: TestApp) {
  const [admin, owner] = [await app.createActor({ role: "admin" }), await app.createActor()];
  const { tokens, user, sessionExpiresAt } = await app.as(admin).identity.impersonate({ userId: owner.userId, delivery: "body" });
  if (!tokens) throw new Error("no tokens in the answer");
  return { admin, owner, tokens, user, sessionExpiresAt, principal: await authenticate(app.runtime, tokens.accessToken) };
}

describe.each(DIALECTS)("impersonation on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("F05 says who really acts, in the answer and in every audit row", async () => {
    const { admin, owner, user, principal } = await startActingFor(app);
    expect(user).toMatchObject({ id: owner.userId, role: "restaurant", impersonator: { id: admin.userId, email: admin.email } });

    const [task] = await app.as({ principal }).checklists.tasks({ restaurantId: owner.restaurantId });
    await app.as({ principal }).checklists.setTask({ id: task?.id ?? "", isComplete: true });
    const { auditEvent } = app.db.tables;
    const rows = await app.db
      .select({ action: auditEvent.action, actor: auditEvent.actorUserId, for: auditEvent.actingForUserId })
      .from(auditEvent)
      .where(and(eq(auditEvent.actorUserId, admin.userId), eq(auditEvent.actingForUserId, owner.userId)));
    expect(rows.map(({ action }) => action).sort()).toEqual(["impersonation.start", "task.complete"]);
  });

  it("F05 needs the permission", async () => {
    const [one, other] = [await app.createActor(), await app.createActor()];
    await expect(app.as(one).identity.impersonate({ userId: other.userId, delivery: "body" })).rejects.toEqual(
      reason("PERMISSION_MISSING"),
    );
  });

  it("F05 never acts for the same or a higher role, or for a disabled user", async () => {
    const [admin, peer, owner] = [
      await app.createActor({ role: "admin" }),
      await app.createActor({ role: "admin" }),
      await app.createActor(),
    ];
    const { user } = app.db.tables;
    await app.db.update(user).set({ disabledAt: app.clock() }).where(eq(user.id, owner.userId));
    for (const { userId } of [peer, admin, owner]) {
      await expect(app.as(admin).identity.impersonate({ userId, delivery: "body" })).rejects.toEqual(reason("IMPERSONATION_RANK"));
    }
  });

  it("F05 is not nestable, has none of the administrator's powers, and cannot end the user's sessions", async () => {
    const { principal, owner } = await startActingFor(app);
    const acting = app.as({ principal });
    await expect(acting.identity.impersonate({ userId: owner.userId, delivery: "body" })).rejects.toEqual(
      reason("PERMISSION_MISSING"),
    );
    await expect(acting.restaurants.platform({})).rejects.toEqual(reason("PERMISSION_MISSING"));
    await expect(acting.identity.endOtherSessions()).rejects.toEqual(reason("IMPERSONATION_FORBIDS"));
  });

  it("F05 ends after an hour", async () => {
    const { tokens, sessionExpiresAt } = await startActingFor(app);
    expect(sessionExpiresAt.getTime() - app.clock().getTime()).toBe(IMPERSONATION_MS);
    app.clock.advance(IMPERSONATION_MS);
    await expect(app.caller.identity.refresh({ refreshToken: tokens.refreshToken, delivery: "body" })).rejects.toEqual(
      reason("SESSION_ENDED"),
    );
  });

  it("F05 ends at once when the administrator is disabled or loses the permission", async () => {
    await using app = await createTestApp({ dialect });
    const { admin, tokens } = await startActingFor(app);
    const { rolePermission, user } = app.db.tables;
    await app.db.update(user).set({ disabledAt: app.clock() }).where(eq(user.id, admin.userId));
    await expect(authenticate(app.runtime, tokens.accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    await app.db.update(user).set({ disabledAt: null }).where(eq(user.id, admin.userId));
    await expect(authenticate(app.runtime, tokens.accessToken)).resolves.toMatchObject({ impersonatorUserId: admin.userId });
    await app.db.delete(rolePermission).where(eq(rolePermission.permission, "user:impersonate"));
    await expect(authenticate(app.runtime, tokens.accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
  });

  it("D01 replaces the session both ways: the old one is dead, the new one has another id", async () => {
    const { admin, tokens, principal } = await startActingFor(app);
    await expect(authenticate(app.runtime, admin.accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    expect(principal.sessionId).not.toBe(admin.principal.sessionId);

    const back = await app.as({ principal }).identity.endImpersonation({ delivery: "body" });
    expect(back.user).toMatchObject({ id: admin.userId, impersonator: null });
    expect([principal.sessionId, admin.principal.sessionId]).not.toContain(back.user.sessionId);
    await expect(authenticate(app.runtime, tokens.accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
  });

  it("refuses to end what has not begun", async () => {
    const owner = await app.createActor();
    await expect(app.as(owner).identity.endImpersonation({ delivery: "body" })).rejects.toEqual(reason("NOT_IMPERSONATING"));
  });
});
