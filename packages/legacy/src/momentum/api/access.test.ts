import { BUILT_IN_ROLES } from "@causeway/contract";
import { ENDED_TOKEN_GRACE_MS } from "@causeway/services";
import { DIALECTS } from "@causeway/testing";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createOldServer, type OldServer, read } from "../test/old-server.ts";

const INVALID = [403, { error: "Invalid or expired token" }];
const ADMIN_REQUIRED = [403, { error: "Admin access required" }];
const RESTAURANT_REQUIRED = [403, { error: "Restaurant access required" }];
const NO_RESTAURANT = [404, { error: "Restaurant not found for user" }];

const RESTAURANT_ROUTES = ["GET /api/dashboard/restaurant", "GET /api/dashboard/campaigns", "PUT /api/dashboard/checklist/1"];
const ADMIN_ROUTES = [
  "GET /api/dashboard/admin",
  "GET /api/dashboard/restaurants",
  "POST /api/auth/impersonate/1",
  "POST /api/auth/end-impersonation",
];

async function ask(old: OldServer, route: string, token?: string) {
  const [method = "", path = ""] = route.split(" ");
  const body = method === "PUT" ? { body: { is_complete: true } } : {};
  const answer = await old.send(method, path, { ...body, ...(token === undefined ? {} : { token }) });
  return [answer.status, answer.body];
}

describe("old tokens in the header", () => {
  it("B12 are what follows the first single space, whatever the word before it", async () => {
    await using old = await createOldServer();
    const { token } = await old.register({ email: "nora@example.com" });
    const me = async (authorization: string) => (await old.send("GET", "/api/auth/me", { headers: { authorization } })).status;
    for (const good of [`Bearer ${token}`, `bearer ${token}`, `Token ${token}`, `x ${token} more`])
      expect(await me(good)).toBe(200);
    for (const none of [token, `Bearer  ${token}`, "Bearer", "Bearer ", ""]) expect(await me(none)).toBe(401);
    for (const bad of ["Bearer x", "Basic YWRtaW46eA==", `Bearer ${token}x`, `Bearer ${"x".repeat(100_000)}`])
      expect(await me(bad)).toBe(403);
  });

  it("are asked for by every route but three, before anything else", async () => {
    await using old = await createOldServer();
    for (const route of [...RESTAURANT_ROUTES, ...ADMIN_ROUTES, "GET /api/auth/me"]) {
      expect(await ask(old, route)).toEqual([401, { error: "Access token required" }]);
      expect(await ask(old, route, "x.y.z")).toEqual(INVALID);
    }
  });
});

describe.each(DIALECTS)("who may do what over the old API, on %s", (dialect) => {
  it("keeps restaurants and administrators apart", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    const { token } = await old.register({ email: "nora@example.com" });
    for (const route of ADMIN_ROUTES) expect(await ask(old, route, token)).toEqual(ADMIN_REQUIRED);
    for (const route of RESTAURANT_ROUTES) expect(await ask(old, route, admin)).toEqual(RESTAURANT_REQUIRED);
  });

  it("F04 goes by the token's role as far as the database grants it, at once", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    const { userId } = await old.register({ email: "nora@example.com" });
    const claims = { user_id: userId, email: "nora@example.com" };
    const chef = old.forge({ ...claims, role: "chef" });
    expect(await ask(old, "GET /api/dashboard/restaurant", chef)).toEqual(RESTAURANT_REQUIRED);
    expect(await ask(old, "GET /api/dashboard/admin", chef)).toEqual(ADMIN_REQUIRED);
    expect(await ask(old, "GET /api/dashboard/admin", old.forge({ ...claims, role: "admin" }))).toEqual(ADMIN_REQUIRED);
    for (const role of ["restaurant", "chef", undefined]) {
      for (const route of ADMIN_ROUTES) expect(await ask(old, route, old.forge({ user_id: 1, role }))).toEqual(ADMIN_REQUIRED);
    }
    const acting = old.forge({ ...claims, role: "admin", impersonating_restaurant_id: 1 });
    expect(await ask(old, "GET /api/dashboard/campaigns", acting)).toEqual(RESTAURANT_REQUIRED);
    expect(await ask(old, "GET /api/dashboard/restaurant", old.forge({ user_id: 1, role: "restaurant" }))).toEqual(NO_RESTAURANT);

    const { rolePermission, user } = old.app.db.tables;
    expect((await ask(old, "GET /api/dashboard/admin", admin))[0]).toBe(200);
    await old.app.db.delete(rolePermission);
    for (const route of ADMIN_ROUTES) expect(await ask(old, route, admin)).toEqual(ADMIN_REQUIRED);
    await old.app.db
      .insert(rolePermission)
      .values(BUILT_IN_ROLES.admin.permissions.map((permission) => ({ roleKey: "admin", permission })));
    expect((await ask(old, "GET /api/dashboard/admin", admin))[0]).toBe(200);
    await old.app.db.update(user).set({ roleKey: "restaurant" });
    expect(await ask(old, "GET /api/dashboard/admin", admin)).toEqual(ADMIN_REQUIRED);
  });

  it("finds the user by the claim as the old database compared it, and says 404 for a missing one", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com" });
    const me = async (claims: Record<string, unknown>) =>
      (await old.send("GET", "/api/auth/me", { token: old.forge(claims) })).body;
    for (const userId of [1, "1", " 1 ", "1.0", 1.0, true])
      expect(await me({ user_id: userId })).toMatchObject({ user: { user_id: 1 } });
    for (const userId of [2, "x", "", null, 1.5, "1x", { a: 1 }, [1], -1, false])
      expect(await me({ user_id: userId })).toEqual({ error: "User not found" });
    expect(await me({ email: "nora@example.com", role: "restaurant" })).toEqual({ error: "User not found" });
    for (const claims of [{ user_id: 9, role: "restaurant" }, { role: "restaurant" }]) {
      for (const route of RESTAURANT_ROUTES) expect(await ask(old, route, old.forge(claims))).toEqual(NO_RESTAURANT);
    }
    for (const route of ADMIN_ROUTES)
      expect(await ask(old, route, old.forge({ user_id: 9, role: "admin" }))).toEqual(ADMIN_REQUIRED);
  });

  it("shows what the database says of the user, not the token", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com" });
    const token = old.forge({ user_id: 1, email: "other@example.com", role: "chef" });
    expect(read<{ user: object }>((await old.send("GET", "/api/auth/me", { token })).body).user).toMatchObject({
      email: "nora@example.com",
      role: "restaurant",
    });
  });

  it("C15 refuses the tokens of a disabled user, and those from before a change of the password", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com" });
    const withoutTime = old.forge({ user_id: 1, role: "restaurant" }, {});
    const status = async (of: string) => (await old.send("GET", "/api/auth/me", { token: of })).status;
    expect(await status(withoutTime)).toBe(200);
    const { user } = old.app.db.tables;

    old.app.clock.advance(60_500);
    await old.app.db.update(user).set({ passwordChangedAt: old.app.clock() });
    expect(await ask(old, "GET /api/auth/me", token)).toEqual(INVALID);
    expect(await status(withoutTime)).toBe(403);
    const after = old.forge({ user_id: 1, role: "restaurant" });
    expect(await status(after)).toBe(200);

    await old.app.db.update(user).set({ disabledAt: old.app.clock() });
    for (const route of [...RESTAURANT_ROUTES, "GET /api/auth/me"]) expect(await ask(old, route, after)).toEqual(INVALID);
  });

  it("C14 honours no token of the old key after the window, and answers as to any bad one", async () => {
    await using old = await createOldServer(dialect, { LEGACY_MOMENTUM_TOKENS_UNTIL: "2026-03-02" });
    await old.register({ email: "nora@example.com" });
    const token = old.forge({ user_id: 1, role: "restaurant" }, { exp: 10 * 86_400 });
    expect((await ask(old, "GET /api/auth/me", token))[0]).toBe(200);
    old.app.clock.advance(86_400_000);
    expect(await ask(old, "GET /api/auth/me", token)).toEqual(INVALID);
    expect(
      (await old.send("POST", "/api/auth/login", { body: { email: "nora@example.com", password: "a password" } })).status,
    ).toBe(200);
  });
});

describe.each(DIALECTS)("acting for a restaurant over the old API, on %s", (dialect) => {
  it("gives a token with the restaurant in it, and all administrators' routes go on working", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    await old.register({ email: "nora@example.com", restaurantName: "Harbor Lantern" });
    const { status, body } = await old.send("POST", "/api/auth/impersonate/1", { token: admin });
    const { token, ...rest } = read<{ token: string }>(body);
    expect([status, rest]).toEqual([
      200,
      {
        message: "Impersonation started",
        impersonating_restaurant: {
          restaurant_id: 1,
          user_id: 2,
          name: "Harbor Lantern",
          address: "",
          phone: "",
          created_at: "2026-03-02 09:30:00",
        },
      },
    ]);
    const claims = { user_id: 1, email: "admin@example.com", role: "admin", impersonating_restaurant_id: 1 };
    expect(Object.keys(decodeJwt(token))).toEqual([...Object.keys(claims), "iat", "exp"]);
    expect(decodeJwt(token)).toMatchObject(claims);
    const me = await old.send("GET", "/api/auth/me", { token });
    expect(me.text).toBe('{"user":{"user_id":1,"email":"admin@example.com","role":"admin","impersonating_restaurant_id":1}}');
    for (const route of [...RESTAURANT_ROUTES, ...ADMIN_ROUTES]) expect((await ask(old, route, token))[0]).toBe(200);
  });

  it("finds a restaurant by the leading digits of the path, and no other", async () => {
    await using old = await createOldServer(dialect);
    const token = await old.signInAdmin();
    await old.register({ email: "nora@example.com" });
    const status = async (id: string) => (await old.send("POST", `/api/auth/impersonate/${id}`, { token })).status;
    for (const id of ["1", "1abc", "1.9", "01", "%201"]) expect(await status(id)).toBe(200);
    for (const id of ["2", "abc", "-1", "0", "99999999999999999999", "1e3".replace("1", "x")]) {
      const answer = await old.send("POST", `/api/auth/impersonate/${id}`, { token });
      expect([answer.status, answer.body]).toEqual([404, { error: "Restaurant not found" }]);
    }
  });

  it("takes a claim that is text, and an unknown restaurant for what it is", async () => {
    await using old = await createOldServer(dialect);
    await old.signInAdmin();
    await old.register({ email: "nora@example.com" });
    const acting = (id: unknown) =>
      old.forge({ user_id: 1, email: "admin@example.com", role: "admin", impersonating_restaurant_id: id });
    expect((await ask(old, "GET /api/dashboard/restaurant", acting("1")))[0]).toBe(200);
    expect(read<{ user: object }>((await old.send("GET", "/api/auth/me", { token: acting("1") })).body).user).toMatchObject({
      impersonating_restaurant_id: "1",
    });
    expect(await ask(old, "GET /api/dashboard/restaurant", acting(4242))).toEqual([404, { error: "Restaurant not found" }]);
    expect(await ask(old, "GET /api/dashboard/campaigns", acting(4242))).toEqual([200, { campaigns: [] }]);
    expect(await ask(old, "GET /api/dashboard/campaigns", acting("x"))).toEqual([200, { campaigns: [] }]);
    expect(await ask(old, "PUT /api/dashboard/checklist/1", acting(4242))).toEqual([404, { error: "Checklist item not found" }]);
    expect(await ask(old, "GET /api/dashboard/campaigns", acting(0))).toEqual(RESTAURANT_REQUIRED);
  });

  it("ignores the claim in the token of a restaurant", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com", restaurantName: "One" });
    await old.register({ email: "mateo@example.com", restaurantName: "Two" });
    const token = old.forge({ user_id: 1, role: "restaurant", impersonating_restaurant_id: 2 });
    const { body } = await old.send("GET", "/api/dashboard/restaurant", { token });
    expect(read<{ restaurant: object }>(body).restaurant).toMatchObject({ restaurant_id: 1, name: "One" });
  });

  it("ends with a token without the restaurant, and for good a quarter of an hour later", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    await old.register({ email: "nora@example.com" });
    const { token } = read<{ token: string }>((await old.send("POST", "/api/auth/impersonate/1", { token: admin })).body);
    old.app.clock.advance(1000);
    const ended = await old.send("POST", "/api/auth/end-impersonation", { token });
    const fresh = read<{ token: string; message: string }>(ended.body);
    expect([ended.status, fresh.message]).toEqual([200, "Impersonation ended"]);
    expect(Object.keys(decodeJwt(fresh.token))).toEqual(["user_id", "email", "role", "iat", "exp"]);

    old.app.clock.advance(ENDED_TOKEN_GRACE_MS - 1);
    expect((await ask(old, "GET /api/dashboard/restaurant", token))[0]).toBe(200);
    old.app.clock.advance(1);
    for (const route of [...RESTAURANT_ROUTES, ...ADMIN_ROUTES, "GET /api/auth/me"])
      expect(await ask(old, route, token)).toEqual(INVALID);
    expect((await ask(old, "GET /api/dashboard/admin", fresh.token))[0]).toBe(200);
    expect((await ask(old, "POST /api/auth/end-impersonation", admin))[0]).toBe(200);
    expect((await ask(old, "GET /api/dashboard/admin", admin))[0]).toBe(200);
  });

  it("F05 ends with every spelling of the token's signature", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    await old.register({ email: "nora@example.com" });
    const { token } = read<{ token: string }>((await old.send("POST", "/api/auth/impersonate/1", { token: admin })).body);
    await old.send("POST", "/api/auth/end-impersonation", { token });
    old.app.clock.advance(ENDED_TOKEN_GRACE_MS);
    // The last character has two bits that belong to no byte; padding says nothing either.
    const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = digits.charAt(digits.indexOf(token.slice(-1)) ^ 1);
    for (const spelling of [token, `${token.slice(0, -1)}${last}`, `${token}=`])
      expect(await ask(old, "GET /api/dashboard/restaurant", spelling)).toEqual(INVALID);
  });
});
