import { type Actor, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authenticate } from "../identity/authenticate.ts";

const refused = (reason: string) => expect.objectContaining({ cause: expect.objectContaining({ reason }) });

describe.each(DIALECTS)("users for administrators on %s", (dialect) => {
  let app: TestApp;
  let admin: Actor;
  beforeEach(async () => {
    app = await createTestApp({ dialect });
    admin = await app.createActor({ role: "admin", email: "admin@tide.example" });
  });
  afterEach(() => app[Symbol.asyncDispose]());

  const users = () => app.as(admin).users;
  const call = ({ accessToken }: Actor) => app.request("/v1/identity/me", { headers: { authorization: `Bearer ${accessToken}` } });

  it("are paged, sorted, searched by address and name, and filtered by role and state", async () => {
    const names = ["nora@tide.example", "omar@tide.example", "n_ra@ebb.example"];
    for (const email of names) {
      app.clock.advance(1000);
      await app.createActor({ email });
    }
    const { user } = app.db.tables;
    await app.db.update(user).set({ displayName: "Nora Ní Mháille" }).where(eq(user.email, "omar@tide.example"));
    const emails = async (input: Parameters<ReturnType<typeof users>["list"]>[0]) =>
      (await users().list(input)).items.map(({ email }) => email);
    expect(await emails({})).toEqual([...names.toReversed(), "admin@tide.example"]);
    expect(await emails({ sort: "email", order: "asc" })).toEqual([
      "admin@tide.example",
      "n_ra@ebb.example",
      "nora@tide.example",
      "omar@tide.example",
    ]);
    expect(await emails({ search: "NORA" })).toEqual(["omar@tide.example", "nora@tide.example"]);
    expect(await emails({ search: "n_ra" })).toEqual(["n_ra@ebb.example"]);
    expect(await emails({ role: "admin" })).toEqual(["admin@tide.example"]);
    const first = await users().list({ limit: 3 });
    expect((await users().list({ limit: 3, cursor: first.nextCursor ?? "" })).items.map(({ email }) => email)).toEqual([
      "admin@tide.example",
    ]);
    expect(first.items[0]).toEqual({
      id: expect.any(String),
      email: "n_ra@ebb.example",
      displayName: null,
      role: "restaurant",
      createdAt: app.clock(),
      emailVerifiedAt: first.items[0]?.emailVerifiedAt ?? null,
      disabledAt: null,
      lastSeenAt: app.clock(),
      hasSecondFactor: false,
    });
    await users().disable({ id: first.items[0]?.id ?? "" });
    expect(await emails({ isDisabled: true })).toEqual(["n_ra@ebb.example"]);
    expect(await emails({ isDisabled: false, search: "ebb" })).toEqual([]);
  });

  it("are shown with what the caller may do to them", async () => {
    const owner = await app.createActor({ restaurantName: "Low Water" });
    const restaurants = [{ id: owner.restaurantId, name: "Low Water" }];
    expect(await users().get({ id: owner.userId })).toMatchObject({
      restaurants,
      openSessions: 1,
      canManage: true,
      canImpersonate: true,
    });
    expect(await users().get({ id: admin.userId })).toMatchObject({ restaurants: [], canManage: false, canImpersonate: false });
    const other = await app.createActor({ role: "admin" });
    expect(await users().get({ id: other.userId })).toMatchObject({ canManage: true, canImpersonate: false });
    await expect(users().get({ id: owner.restaurantId })).rejects.toEqual(refused("USER_NOT_FOUND"));
  });

  it("B10 lose every way in at once when they are disabled, and get it back when they are enabled", async () => {
    const owner = await app.createActor();
    expect((await call(owner)).status).toBe(200);
    await users().disable({ id: owner.userId });
    expect((await call(owner)).status).toBe(401);
    const refresh = app.caller.identity.refresh({ refreshToken: owner.refreshToken, delivery: "body" });
    await expect(refresh).rejects.toEqual(refused("SESSION_ENDED"));
    const signIn = () => app.caller.identity.signIn({ email: owner.email, password: owner.password, delivery: "body" });
    await expect(signIn()).rejects.toEqual(refused("ACCOUNT_DISABLED"));
    await users().disable({ id: owner.userId });
    await users().enable({ id: owner.userId });
    expect((await call(owner)).status).toBe(401);
    expect(await signIn()).toMatchObject({ user: { email: owner.email } });
    const events = await app.as(admin).audit.list({ action: "user.", subjectId: owner.userId });
    expect(events.items.map(({ action }) => action)).toEqual(["user.enable", "user.disable", "user.create"]);
  });

  it("B10 cannot act for others any more once they are disabled", async () => {
    const [owner, second] = [await app.createActor(), await app.createActor({ role: "admin" })];
    const acting = await app.as(second).identity.impersonate({ userId: owner.userId, delivery: "body" });
    await users().disable({ id: second.userId });
    await expect(authenticate(app.runtime, acting.tokens?.accessToken ?? "")).rejects.toMatchObject({ reason: "SESSION_ENDED" });
  });

  it("are signed out everywhere on demand", async () => {
    const owner = await app.createActor();
    expect(await users().endSessions({ id: owner.userId })).toEqual({ ended: 1 });
    expect((await call(owner)).status).toBe(401);
    expect(await users().endSessions({ id: owner.userId })).toEqual({ ended: 0 });
  });

  it("are managed from above only, and nobody manages themselves here", async () => {
    await app.as(admin).roles.create({ key: "manager", rank: 50, permissions: ["user:manage", "user:read-any", "campaign:read"] });
    await app.as(admin).roles.create({ key: "auditor", rank: 5, permissions: ["audit:read"] });
    const [made, owner] = [await app.createActor(), await app.createActor()];
    await users().setRole({ id: made.userId, role: "manager" });
    const manager = { ...made, principal: await authenticate(app.runtime, made.accessToken) };
    const own = app.as(manager).users;
    await expect(own.disable({ id: admin.userId })).rejects.toEqual(refused("USER_RANK"));
    await expect(own.disable({ id: manager.userId })).rejects.toEqual(refused("USER_IS_YOURSELF"));
    await expect(own.setRole({ id: owner.userId, role: "admin" })).rejects.toEqual(refused("ROLE_RANK"));
    await expect(own.setRole({ id: owner.userId, role: "manager" })).rejects.toEqual(refused("ROLE_RANK"));
    await expect(own.setRole({ id: owner.userId, role: "auditor" })).rejects.toEqual(refused("PERMISSION_NOT_HELD"));
    await expect(own.setRole({ id: owner.userId, role: "nothing" })).rejects.toEqual(refused("ROLE_NOT_FOUND"));
    expect(await own.endSessions({ id: owner.userId })).toEqual({ ended: 1 });
    await expect(users().disable({ id: admin.userId })).rejects.toEqual(refused("USER_IS_YOURSELF"));
  });
});
