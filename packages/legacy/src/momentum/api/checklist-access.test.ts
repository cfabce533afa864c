import { DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createOldServer, type OldServer, read } from "../test/old-server.ts";

type Row = Record<string, unknown>;

async function fill(old: OldServer) {
  const edit = old.app.as(await old.app.createActor({ role: "admin" })).checklists;
  const { id: categoryId } = await edit.createCategory({ name: "One", type: "ongoing" });
  for (const title of ["a", "b"]) await edit.createItem({ categoryId, title });
}

const ROUTES = [
  ["GET", "/api/checklist/categories"],
  ["GET", "/api/checklist/items/1"],
  ["GET", "/api/checklist/status/1"],
  ["PUT", "/api/checklist/status/1/1"],
  ["GET", "/api/checklist/progress/1"],
  ["GET", "/api/checklist/categories-with-items?restaurantId=1"],
] as const;
const BODY = { status: "completed", notes: null };

const statusesOf = async (old: OldServer, token: string, id: number | string) =>
  read<{ statuses: Row[] }>((await old.send("GET", `/api/checklist/status/${id}`, { token })).body).statuses;

describe.each(DIALECTS)("whose checklist it is, on %s", (dialect) => {
  it("every route asks for a token, in the old words", async () => {
    await using old = await createOldServer(dialect);
    for (const [method, path] of ROUTES) {
      const body = method === "PUT" ? { body: BODY } : {};
      const none = await old.send(method, path, body);
      expect([none.status, none.body]).toEqual([401, { error: "Access token required" }]);
      const bad = await old.send(method, path, { ...body, token: "bad" });
      expect([bad.status, bad.body]).toEqual([403, { error: "Invalid or expired token" }]);
    }
  });

  it("F03 a restaurant's token decides, whatever number the client sends", async () => {
    await using old = await createOldServer(dialect);
    await fill(old);
    const one = await old.register({ email: "one@example.com" });
    const two = await old.register({ email: "two@example.com" });
    // The old client sends 1, whoever is signed in.
    for (const path of ["1/1", "777/2"])
      expect((await old.send("PUT", `/api/checklist/status/${path}`, { token: two.token, body: BODY })).status).toBe(200);
    expect(await statusesOf(old, one.token, 2)).toEqual([]);
    expect((await statusesOf(old, two.token, 1)).map((row) => row["restaurant_id"])).toEqual([2, 2]);
    const progress = async (token: string) =>
      read<{ progress: { ongoing: Row } }>((await old.send("GET", "/api/checklist/progress/1", { token })).body);
    expect((await progress(one.token)).progress.ongoing["completedItems"]).toBe(0);
    expect((await progress(two.token)).progress.ongoing["completedItems"]).toBe(2);
    const whole = await old.send("GET", "/api/checklist/categories-with-items?restaurantId=1", { token: two.token });
    expect(whole.text).toContain('"status":"completed"');
    expect((await old.send("GET", "/api/checklist/categories-with-items", { token: two.token })).text).not.toContain("completed");
  });

  it("an administrator reads and writes the restaurant that is named, or the one acted for", async () => {
    await using old = await createOldServer(dialect);
    await fill(old);
    const two = await old.register({ email: "one@example.com" }).then(() => old.register({ email: "two@example.com" }));
    const admin = await old.signInAdmin();
    expect((await old.send("PUT", "/api/checklist/status/2/1", { token: admin, body: BODY })).status).toBe(200);
    expect(await statusesOf(old, two.token, 1)).toHaveLength(1);
    expect(await statusesOf(old, admin, 1)).toEqual([]);
    const { body } = await old.send("POST", "/api/auth/impersonate/2", { token: admin });
    const acting = read<{ token: string }>(body).token;
    expect(await statusesOf(old, acting, 1)).toHaveLength(1);
    await old.send("PUT", "/api/checklist/status/1/2", { token: acting, body: BODY });
    expect(await statusesOf(old, two.token, 1)).toHaveLength(2);
    expect(await statusesOf(old, admin, 31_337)).toEqual([]);
  });

  it("an item that is not on the checklist is unknown, and nothing is stored", async () => {
    await using old = await createOldServer(dialect);
    await fill(old);
    const { token } = await old.register({ email: "one@example.com" });
    for (const item of ["9999", "xyz", "1.5"]) {
      const { status, body } = await old.send("PUT", `/api/checklist/status/1/${item}`, { token, body: BODY });
      expect([status, body]).toEqual([404, { success: false, error: "Checklist item not found" }]);
    }
    expect(await old.app.db.$count(old.app.db.tables.checklistStatus)).toBe(0);
  });

  it("a user without a restaurant, one who is gone and one without the right are told so", async () => {
    await using old = await createOldServer(dialect);
    await fill(old);
    const actor = await old.app.createActor();
    const { db } = old.app;
    const { body } = await old.send("POST", "/api/auth/login", { body: { email: actor.email, password: actor.password } });
    const { token } = read<{ token: string }>(body);
    await db.delete(db.tables.restaurant);
    const none = await old.send("GET", "/api/checklist/progress/1", { token });
    expect([none.status, none.body]).toEqual([404, { error: "Restaurant not found for user" }]);
    const ghost = old.forge({ user_id: 4711, email: "x", role: "restaurant" });
    expect((await old.send("GET", "/api/checklist/progress/1", { token: ghost })).status).toBe(404);
    expect((await old.send("GET", "/api/checklist/categories", { token: ghost })).status).toBe(403);
    const other = old.forge({ user_id: 1, email: "x", role: "waiter" });
    expect((await old.send("GET", "/api/checklist/progress/1", { token: other })).status).toBe(403);
  });

  it("left open, everybody writes for any restaurant and item, as before; a bad token is ignored", async () => {
    await using old = await createOldServer(dialect, { LEGACY_MOMENTUM_OPEN_ROUTES: "checklist" });
    await fill(old);
    const { token } = await old.register({ email: "one@example.com" });
    for (const path of ["1/1", "777/1", "1/9999", "abc/xyz"]) {
      for (const options of [{}, { token }, { token: "bad" }])
        expect((await old.send("PUT", `/api/checklist/status/${path}`, { ...options, body: BODY })).status).toBe(200);
    }
    expect(await statusesOf(old, "bad", 777)).toMatchObject([
      { restaurant_id: 777, item_id: 1, status: "completed", status_id: 6 },
    ]);
    expect(await statusesOf(old, token, 1)).toMatchObject([{ item_id: 1, status_id: 3 }]);
    expect(await statusesOf(old, token, "abc")).toEqual([]);
    expect(await old.app.db.$count(old.app.db.tables.checklistStatus)).toBe(4);
    const events = await old.app.db.select().from(old.app.db.tables.auditEvent);
    expect(events.filter(({ action }) => action === "checklist.set-status").at(-1)).toMatchObject({
      actorUserId: null,
      details: { service: "momentum-open-checklist" },
    });
  });

  it("F03 left open, what was written for a number that nobody had is not the restaurant's that gets it", async () => {
    await using old = await createOldServer(dialect, { LEGACY_MOMENTUM_OPEN_ROUTES: "checklist" });
    await fill(old);
    await old.send("PUT", "/api/checklist/status/1/1", { body: BODY });
    expect(await statusesOf(old, "", 1)).toMatchObject([{ restaurant_id: 1, item_id: 1 }]);
    const { token, restaurantId } = await old.register({ email: "one@example.com" });
    expect(restaurantId).toBe(1);
    expect(await statusesOf(old, token, 1)).toEqual([]);
    await old.send("PUT", "/api/checklist/status/1/1", { token, body: { ...BODY, status: "pending" } });
    expect(await statusesOf(old, token, 1)).toMatchObject([{ restaurant_id: 1, item_id: 1, status: "pending" }]);
  });
});
