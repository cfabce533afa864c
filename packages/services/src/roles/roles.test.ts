import { BUILT_IN_ROLES, PERMISSIONS, type Permission } from "@causeway/contract";
import { type Actor, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authenticate } from "../identity/authenticate.ts";
import { ensureRoles } from "../identity/ensure-roles.ts";

const refused = (reason: string) => expect.objectContaining({ cause: expect.objectContaining({ reason }) });

describe.each(DIALECTS)("roles on %s", (dialect) => {
  let app: TestApp;
  let admin: Actor;
  beforeEach(async () => {
    app = await createTestApp({ dialect });
    admin = await app.createActor({ role: "admin" });
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const roles = () => app.as(admin).roles;
  const list = async () => (await roles().list()).items;

  /** Somebody with a role of their own: rank 50, these permissions. */
  async function createManager(permissions: Permission[]): Promise<Actor> {
    await roles().create({ key: "manager", rank: 50, permissions });
    const actor = await app.createActor();
    await app.as(admin).users.setRole({ id: actor.userId, role: "manager" });
    return { ...actor, principal: await authenticate(app.runtime, actor.accessToken) };
  }

  it("are listed with their permissions and how many people have them, and made, changed and deleted", async () => {
    await app.createActor();
    expect(await list()).toEqual([
      { key: "admin", rank: 100, isBuiltIn: true, permissions: [...PERMISSIONS], users: 1, canEdit: true },
      expect.objectContaining({ key: "restaurant", rank: 10, isBuiltIn: true, users: 1 }),
    ]);
    await roles().create({ key: "auditor", rank: 20, permissions: ["audit:read", "user:read-any"] });
    await expect(roles().create({ key: "auditor", rank: 20, permissions: [] })).rejects.toEqual(refused("ROLE_EXISTS"));
    await roles().update({ key: "auditor", rank: 30, permissions: ["audit:read"] });
    expect(await list()).toContainEqual({
      key: "auditor",
      rank: 30,
      isBuiltIn: false,
      permissions: ["audit:read"],
      users: 0,
      canEdit: true,
    });
    await roles().delete({ key: "auditor" });
    await expect(roles().delete({ key: "auditor" })).rejects.toEqual(refused("ROLE_NOT_FOUND"));
    const events = (await app.as(admin).audit.list({ action: "role." })).items.map(({ action, details }) => ({
      action,
      ...details,
    }));
    expect(events).toEqual([
      { action: "role.delete", rank: 30 },
      { action: "role.update", rank: 30, added: "", removed: "user:read-any" },
      { action: "role.create", rank: 20, permissions: "audit:read user:read-any" },
    ]);
  });

  it("F04 have effect on the next call of everybody who has them", async () => {
    const { accessToken } = await app.createActor();
    const call = () => app.request("/v1/restaurants/mine", { headers: { authorization: `Bearer ${accessToken}` } });
    expect((await call()).status).toBe(200);
    const permissions = BUILT_IN_ROLES.restaurant.permissions.filter((permission) => permission !== "restaurant:read");
    await roles().update({ key: "restaurant", permissions });
    expect((await call()).status).toBe(403);
    await roles().reset({ key: "restaurant" });
    expect((await call()).status).toBe(200);
  });

  it("keep their names and ranks where they are built in, and are not deleted while somebody has them", async () => {
    await expect(roles().update({ key: "restaurant", rank: 20 })).rejects.toEqual(refused("ROLE_BUILT_IN"));
    await expect(roles().delete({ key: "restaurant" })).rejects.toEqual(refused("ROLE_BUILT_IN"));
    await createManager([]);
    await expect(roles().delete({ key: "manager" })).rejects.toEqual(refused("ROLE_IN_USE"));
    await expect(roles().reset({ key: "manager" })).rejects.toEqual(refused("ROLE_CUSTOM"));
  });

  it("rank below whoever changes them, and get no permission that these do not hold", async () => {
    const manager = await createManager(["role:manage", "user:manage", "user:read-any", "campaign:read"]);
    const own = app.as(manager).roles;
    await expect(own.update({ key: "manager", permissions: ["role:manage"] })).rejects.toEqual(refused("ROLE_RANK"));
    await expect(own.update({ key: "admin", permissions: ["role:manage"] })).rejects.toEqual(refused("ROLE_RANK"));
    await expect(own.delete({ key: "manager" })).rejects.toEqual(refused("ROLE_RANK"));
    await expect(own.create({ key: "helper", rank: 50, permissions: [] })).rejects.toEqual(refused("ROLE_RANK"));
    await expect(own.create({ key: "helper", rank: 5, permissions: ["audit:read"] })).rejects.toEqual(
      refused("PERMISSION_NOT_HELD"),
    );
    await own.create({ key: "helper", rank: 5, permissions: ["campaign:read"] });
    await expect(own.update({ key: "helper", rank: 60 })).rejects.toEqual(refused("ROLE_RANK"));
    await expect(own.update({ key: "helper", permissions: ["audit:read"] })).rejects.toEqual(refused("PERMISSION_NOT_HELD"));
    await expect(own.reset({ key: "restaurant" })).resolves.toEqual({ done: true });
    await roles().update({ key: "restaurant", permissions: [] });
    await expect(own.reset({ key: "restaurant" })).rejects.toEqual(refused("PERMISSION_NOT_HELD"));
    const seen = await own.list();
    expect(seen.items.filter(({ canEdit }) => canEdit).map(({ key }) => key)).toEqual(["restaurant", "helper"]);
  });

  it("never leave nobody who can manage them", async () => {
    const without = PERMISSIONS.filter((permission) => permission !== "role:manage");
    await expect(roles().update({ key: "admin", permissions: without })).rejects.toEqual(refused("LAST_ADMIN"));
    await createManager(["role:manage", "user:manage"]);
    await roles().update({ key: "admin", permissions: without });
    await expect(list()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("of two administrators who take the right from each other at once, one keeps it", async () => {
    const other = await app.createActor({ role: "admin" });
    const demotions = [
      app.as(admin).users.setRole({ id: other.userId, role: "restaurant" }),
      app.as(other).users.setRole({ id: admin.userId, role: "restaurant" }),
    ];
    const results = await Promise.allSettled(demotions);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { user } = app.db.tables;
    expect(await app.db.$count(user, eq(user.roleKey, "admin"))).toBe(1);
  });

  it("ask for a recent proof of who is there, and are closed to keys and to those who act for somebody", async () => {
    app.clock.advance(11 * 60 * 1000);
    await expect(roles().create({ key: "late", rank: 1, permissions: [] })).rejects.toEqual(refused("PROOF_NEEDED"));
    const acting = { principal: { ...admin.principal, impersonatorUserId: admin.userId } };
    await expect(app.as(acting).roles.list()).rejects.toEqual(refused("IMPERSONATION_FORBIDS"));
  });

  it("keep at the next start what was taken away, and get what is new in a version", async () => {
    const { role, roleOffer, rolePermission } = app.db.tables;
    const isGiven = async (permission: Permission, key = "restaurant") =>
      (await app.db.$count(rolePermission, and(eq(rolePermission.roleKey, key), eq(rolePermission.permission, permission)))) === 1;
    await roles().update({ key: "restaurant", permissions: ["restaurant:read"] });
    await ensureRoles(app.db);
    expect(await isGiven("campaign:read")).toBe(false);
    // As a database of a version that knew no campaigns, and whose roles nobody has changed.
    await app.db.delete(roleOffer).where(eq(roleOffer.permission, "campaign:read"));
    await ensureRoles(app.db);
    expect(await isGiven("campaign:read")).toBe(true);
    expect(await isGiven("contact:read")).toBe(false);
    await ensureRoles(app.db);
    expect(await app.db.$count(role)).toBe(2);
  });

  it("may hold words that another version knows, which are no permissions here", async () => {
    const { rolePermission } = app.db.tables;
    const unknown = { roleKey: "restaurant", permission: "tide:turn" as Permission };
    await app.db.insert(rolePermission).values(unknown);
    const { accessToken } = await app.createActor();
    const me = await app.request("/v1/identity/me", { headers: { authorization: `Bearer ${accessToken}` } });
    expect(me.status).toBe(200);
    expect(JSON.stringify(await me.json())).not.toContain("tide:turn");
    expect(JSON.stringify(await list())).not.toContain("tide:turn");
  });
});
