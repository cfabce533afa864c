import { DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { createOldServer, OLD_SECRET, read } from "../test/old-server.ts";

const FIELDS_MISSING = { error: "Email, password, and restaurant name are required" };
const FULL = { email: "nora@example.com", password: "lantern", restaurantName: "Harbor Lantern", address: "12 Quay", phone: "555" };

describe.each(DIALECTS)("registering over the old API, on %s", (dialect) => {
  it("answers with a token and what was sent, and stores it", async () => {
    await using old = await createOldServer(dialect);
    const { status, text, body } = await old.send("POST", "/api/auth/register", { body: FULL });
    expect(status).toBe(201);
    const { token } = read<{ token: string }>(body);
    expect(text).toBe(
      `{"message":"User and restaurant created successfully","token":"${token}","user":{"user_id":1,"email":"nora@example.com","role":"restaurant",` +
        `"restaurant":{"restaurant_id":1,"name":"Harbor Lantern","address":"12 Quay","phone":"555"}}}`,
    );
    const login = await old.send("POST", "/api/auth/login", { body: { email: FULL.email, password: FULL.password } });
    expect(read<{ user: object }>(login.body).user).toEqual({
      user_id: 1,
      email: "nora@example.com",
      role: "restaurant",
      restaurant: {
        restaurant_id: 1,
        user_id: 1,
        name: "Harbor Lantern",
        address: "12 Quay",
        phone: "555",
        created_at: "2026-03-02 09:30:00",
      },
    });
  });

  it("gives out ids in the old server's order: one user more than restaurants, four tasks each", async () => {
    await using old = await createOldServer(dialect);
    await old.signInAdmin();
    for (const nth of [1, 2, 3]) {
      const { userId, restaurantId, token } = await old.register({ email: `${nth}@example.com` });
      expect({ userId, restaurantId }).toEqual({ userId: nth + 1, restaurantId: nth });
      const { body } = await old.send("GET", "/api/dashboard/restaurant", { token });
      const ids = read<{ pendingTasks: { status_id: number }[] }>(body).pendingTasks.map(({ status_id: id }) => id);
      expect(ids).toEqual([4 * nth - 3, 4 * nth - 2, 4 * nth - 1]);
    }
  });

  it("makes the administrator who was there first number 1, also when somebody registers before the first sign-in", async () => {
    await using old = await createOldServer(dialect);
    await old.app.createActor({ role: "admin", email: "first@example.com", password: "a long enough password" });
    expect((await old.register({ email: "nora@example.com" })).userId).toBe(2);
    const { body } = await old.send("POST", "/api/auth/login", {
      body: { email: "first@example.com", password: "a long enough password" },
    });
    expect(read<{ user: object }>(body).user).toEqual({ user_id: 1, email: "first@example.com", role: "admin" });
  });

  it("O02 O03 repeats a value as it was sent, and stores it as the old driver did", async () => {
    await using old = await createOldServer(dialect);
    const cases: [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>][] = [
      [{}, {}, { address: "", phone: "" }],
      [
        { address: null, phone: null },
        { address: null, phone: null },
        { address: "", phone: "" },
      ],
      [
        { address: "", phone: 0 },
        { address: "", phone: 0 },
        { address: "", phone: "" },
      ],
      [
        { address: ["a", "b"], phone: true },
        { address: ["a", "b"], phone: true },
        { address: "[object Object]", phone: "1" },
      ],
      [
        { address: { a: 1 }, phone: 5550111 },
        { address: { a: 1 }, phone: 5550111 },
        { address: "[object Object]", phone: "5550111" },
      ],
      [
        { address: false, phone: 1.5 },
        { address: false, phone: 1.5 },
        { address: "", phone: "1.5" },
      ],
    ];
    for (const [at, [sent, echoed, stored]] of cases.entries()) {
      const email = `${at}@example.com`;
      const { body } = await old.send("POST", "/api/auth/register", {
        body: { email, password: "x", restaurantName: 42, ...sent },
      });
      const { user, token } = read<{ user: { restaurant: object }; token: string }>(body);
      expect(user.restaurant).toEqual({ restaurant_id: at + 1, name: 42, ...echoed });
      const me = await old.send("GET", "/api/auth/me", { token });
      expect(read<{ user: { restaurant: object } }>(me.body).user.restaurant).toMatchObject({ name: "42", ...stored });
    }
  });

  it("keeps a number as the address in answer and token, and as text in the database", async () => {
    await using old = await createOldServer(dialect);
    const { body } = await old.send("POST", "/api/auth/register", { body: { email: 1234567, password: "x", restaurantName: "N" } });
    const { token, user } = read<{ token: string; user: { email: unknown } }>(body);
    expect([user.email, decodeJwt(token)["email"]]).toEqual([1234567, 1234567]);
    for (const email of [1234567, "1234567"]) {
      const login = await old.send("POST", "/api/auth/login", { body: { email, password: "x" } });
      expect(read<{ user: object }>(login.body).user).toMatchObject({ email: "1234567" });
    }
  });

  it("asks for three truthy fields, ignores all others, and takes everything else", async () => {
    await using old = await createOldServer(dialect);
    for (const body of [{}, [], [FULL], { ...FULL, email: "" }, { ...FULL, password: 0 }, { ...FULL, restaurantName: null }]) {
      const answer = await old.send("POST", "/api/auth/register", { body });
      expect([answer.status, answer.body]).toEqual([400, FIELDS_MISSING]);
    }
    const { body } = await old.send("POST", "/api/auth/register", {
      body: { ...FULL, email: " x ", password: "a", role: "admin", user_id: 9 },
    });
    expect(read<{ user: object }>(body).user).toMatchObject({ user_id: 1, email: " x ", role: "restaurant" });
  });

  it("refuses an address that is taken exactly so, and takes one in another case", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com" });
    const again = await old.send("POST", "/api/auth/register", { body: FULL });
    expect([again.status, again.body]).toEqual([400, { error: "User already exists with this email" }]);
    expect((await old.register({ email: "Nora@Example.com" })).userId).toBe(2);
    expect((await old.register({ email: "nora@example.com " })).userId).toBe(3);
  });

  it("tells the slower of two at once that the user could not be made", async () => {
    await using old = await createOldServer(dialect);
    const { passwords } = old.app.runtime;
    const { hash } = passwords;
    const bothAsked = Promise.withResolvers<void>();
    let asked = 0;
    // Neither goes on before both have found the address free.
    passwords.hash = async (password) => {
      if (++asked === 2) bothAsked.resolve();
      await bothAsked.promise;
      return hash(password);
    };
    const answers = await Promise.all([1, 2].map(() => old.send("POST", "/api/auth/register", { body: FULL })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 500]);
    expect(answers.find(({ status }) => status === 500)?.body).toEqual({ error: "Failed to create user" });
    expect((await old.register({ email: "next@example.com" })).userId).toBe(2);
  });

  it("answers a password that is no text instead of ending", async () => {
    await using old = await createOldServer(dialect);
    for (const password of [12345678, true, { a: 1 }, ["x"]]) {
      const answer = await old.send("POST", "/api/auth/register", { body: { ...FULL, password } });
      expect([answer.status, answer.body]).toEqual([400, FIELDS_MISSING]);
    }
    expect((await old.register({ email: FULL.email })).userId).toBe(1);
    const taken = await old.send("POST", "/api/auth/register", { body: { ...FULL, password: 1 } });
    expect(taken.body).toEqual({ error: "User already exists with this email" });
  });

  it("stores nothing when a text cannot be stored", async () => {
    await using old = await createOldServer(dialect);
    const answer = await old.send("POST", "/api/auth/register", { body: { ...FULL, restaurantName: "a\u0000b" } });
    expect([answer.status, answer.body]).toEqual([500, { error: "Failed to create user" }]);
    expect((await old.register({ email: FULL.email })).userId).toBe(1);
  });
});

describe.each(DIALECTS)("signing in over the old API, on %s", (dialect) => {
  it("gives restaurants their restaurant, null without one, and administrators no such key", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.send("GET", "/api/auth/me", { token: await old.signInAdmin() });
    expect(admin.text).toBe('{"user":{"user_id":1,"email":"admin@example.com","role":"admin","impersonating_restaurant_id":null}}');
    const { token } = await old.register({ email: "nora@example.com" });
    await old.app.db.delete(old.app.db.tables.restaurant);
    const me = await old.send("GET", "/api/auth/me", { token });
    expect(me.text).toContain('"role":"restaurant","restaurant":null,"impersonating_restaurant_id":null}');
    const login = await old.send("POST", "/api/auth/login", { body: { email: "nora@example.com", password: "a password" } });
    expect(read<{ user: object }>(login.body).user).toEqual({
      user_id: 2,
      email: "nora@example.com",
      role: "restaurant",
      restaurant: null,
    });
  });

  it("B05 answers alike to an unknown address and to a wrong password", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com", password: "right" });
    for (const body of [
      { email: "nobody@example.com", password: "right" },
      { email: "nora@example.com", password: "wrong" },
      { email: "NORA@example.com", password: "right" },
      { email: ["nora@example.com"], password: "right" },
      { email: { a: 1 }, password: "right" },
      { email: "nobody@example.com", password: 12345678 },
    ]) {
      const answer = await old.send("POST", "/api/auth/login", { body });
      expect([answer.status, answer.body]).toEqual([401, { error: "Invalid credentials" }]);
    }
  });

  it("says 401 for an address that no database here can hold", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com", password: "right" });
    for (const password of ["right", 5]) {
      const answer = await old.send("POST", "/api/auth/login", { body: { email: "nora@example.com\0", password } });
      expect([answer.status, answer.body]).toEqual([401, { error: "Invalid credentials" }]);
    }
  });

  it("O03 shows a role that only the old database knew, and no restaurant with it", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "nora@example.com" });
    const { legacyRecord } = old.app.db.tables;
    await old.app.db
      .update(legacyRecord)
      .set({ originals: { role: "chef" } })
      .where(eq(legacyRecord.kind, "users"));
    const user = { user_id: 1, email: "nora@example.com", role: "chef" };
    const login = await old.send("POST", "/api/auth/login", { body: { email: "nora@example.com", password: "a password" } });
    expect(read<{ user: object }>(login.body).user).toEqual(user);
    const me = await old.send("GET", "/api/auth/me", { token });
    expect(me.body).toEqual({ user: { ...user, impersonating_restaurant_id: null } });
  });

  it("asks for both fields, and for a password that is text", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com" });
    for (const body of [
      {},
      { email: "x" },
      { password: "x" },
      { email: null, password: null },
      { email: "nora@example.com", password: 5 },
    ]) {
      const answer = await old.send("POST", "/api/auth/login", { body });
      expect([answer.status, answer.body]).toEqual([400, { error: "Email and password are required" }]);
    }
  });

  it("tells those who do not send a body that something is wrong with the server, as before", async () => {
    await using old = await createOldServer(dialect);
    for (const path of ["/api/auth/login", "/api/auth/register"]) {
      for (const headers of [{}, { "content-type": "text/plain" }, { "content-type": "multipart/form-data; boundary=x" }]) {
        const answer = await old.send("POST", path, { headers, ...("content-type" in headers ? { body: "{}" } : {}) });
        expect([answer.status, answer.body]).toEqual([500, { error: "Server error" }]);
      }
    }
  });

  it("refuses a disabled user", async () => {
    await using old = await createOldServer(dialect);
    await old.register({ email: "nora@example.com", password: "right" });
    await old.app.db.update(old.app.db.tables.user).set({ disabledAt: old.app.clock() });
    const answer = await old.send("POST", "/api/auth/login", { body: { email: "nora@example.com", password: "right" } });
    expect([answer.status, answer.body]).toEqual([401, { error: "Invalid credentials" }]);
  });

  it("asks to come back when too many wait for their password's check", async () => {
    await using old = await createOldServer(dialect, {}, { hashing: { concurrency: 1, queue: 2 } });
    const busy = Array.from({ length: 12 }, (_, at) =>
      old.send("POST", "/api/auth/login", { body: { email: `${at}@example.com`, password: `x${at}` } }),
    );
    const answers = await Promise.all(busy);
    const turnedAway = answers.find(({ status }) => status === 503);
    expect(turnedAway?.body).toEqual({ error: expect.any(String) });
    expect(Number(turnedAway?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("the old server's key", () => {
  it("is what tokens are made with", async () => {
    await using old = await createOldServer();
    const { token } = await old.register({ email: "nora@example.com" });
    const { iat, exp } = decodeJwt(token);
    expect(OLD_SECRET).toHaveLength(32);
    expect(old.forge({ user_id: 1, email: "nora@example.com", role: "restaurant" }, { iat: 0, exp: 86_400 })).toBe(token);
    expect(Number(exp) - Number(iat)).toBe(86_400);
  });
});
