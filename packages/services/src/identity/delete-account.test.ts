import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "./authenticate.ts";
import { purgeAccountsJob } from "./purge-accounts.ts";
import { mailedToken, subjectsTo } from "./test/mails.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const DAY = 24 * 60 * 60_000;

/** Runs the hourly deletion, with all else that is due by the clock. */
async function purge(app: TestApp) {
  await app.db.transaction((tx) => app.runtime.jobs.enqueue(tx, purgeAccountsJob, null));
  await app.runJobs();
}

describe.each(DIALECTS)("deleting one's account on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("closes it at once on every door, and tells what goes with it", async () => {
    const actor = await app.createActor({ restaurantName: "Cordgrass" });
    const preview = await app.as(actor).identity.previewDeletion();
    expect(preview).toEqual({
      restaurants: [{ id: actor.restaurantId, name: "Cordgrass", campaigns: 0, contacts: 0 }],
      deleteAfter: new Date(app.clock().getTime() + 14 * DAY),
      isLastAdmin: false,
    });
    const { deleteAfter } = await app.as(actor).identity.deleteAccount({ restaurantIds: [actor.restaurantId] });
    expect(deleteAfter).toEqual(preview.deleteAfter);
    await expect(authenticate(app.runtime, actor.accessToken)).rejects.toMatchObject({ reason: "SESSION_ENDED" });
    const { email, password, refreshToken } = actor;
    await expect(app.caller.identity.refresh({ refreshToken, delivery: "body" })).rejects.toEqual(reason("SESSION_ENDED"));
    await expect(app.caller.identity.signIn({ email, password, delivery: "body" })).rejects.toEqual(reason("ACCOUNT_CLOSING"));
    await expect(app.caller.identity.signIn({ email, password: "wrong", delivery: "body" })).rejects.toEqual(
      reason("CREDENTIALS_WRONG"),
    );
    expect(await subjectsTo(app, email)).toEqual(["Your account will be deleted"]);
  });

  it("is refused unless the user was told of exactly the restaurants that go", async () => {
    const [actor, other] = [await app.createActor(), await app.createActor()];
    for (const restaurantIds of [[], [other.restaurantId], [actor.restaurantId, other.restaurantId]])
      await expect(app.as(actor).identity.deleteAccount({ restaurantIds })).rejects.toEqual(reason("DELETION_CHANGED"));
  });

  it("is taken back with the link in the mail, within 14 days", async () => {
    const actor = await app.createActor();
    await app.as(actor).identity.deleteAccount({ restaurantIds: [actor.restaurantId] });
    const token = await mailedToken(app, actor.email, "/restore-account");
    app.clock.advance(14 * DAY - 1000);
    await app.caller.identity.restoreAccount({ token });
    app.clock.advance(DAY);
    await purge(app);
    const { email, password } = actor;
    const again = await app.caller.identity.signIn({ email, password, delivery: "body" });
    expect(again).toMatchObject({ user: { restaurants: [{ id: actor.restaurantId }] } });
  });

  it("removes the person after 14 days, with all that is theirs, and leaves the audit log and everybody else", async () => {
    await using app = await createTestApp({ dialect });
    const [actor, other] = [await app.createActor({ email: "gone@test.example" }), await app.createActor()];
    await app.caller.identity.requestPasswordReset({ email: actor.email });
    await app.runJobs();
    const { user, restaurant, auditEvent } = app.db.tables;
    await app.as(actor).identity.deleteAccount({ restaurantIds: [actor.restaurantId] });
    const token = await mailedToken(app, actor.email, "/restore-account");
    app.clock.advance(15 * DAY);
    await expect(app.caller.identity.restoreAccount({ token })).rejects.toEqual(reason("LINK_INVALID"));
    await purge(app);
    expect((await app.db.select({ id: user.id }).from(user)).map(({ id }) => id)).toEqual([other.userId]);
    expect((await app.db.select({ id: restaurant.id }).from(restaurant)).map(({ id }) => id)).toEqual([other.restaurantId]);
    const everything = await Promise.all(Object.values(app.db.tables).map((table) => app.db.select().from(table as typeof user)));
    expect(JSON.stringify(everything).includes("gone@test.example")).toBe(false);
    const actions = (await app.db.select().from(auditEvent).where(eq(auditEvent.subjectId, actor.userId))).map(
      ({ action }) => action,
    );
    expect(actions).toEqual(expect.arrayContaining(["user.create", "user.schedule-deletion", "user.delete"]));
    const restaurants = { name: "Again" };
    const signedUp = await app.caller.identity.signUp({
      email: actor.email,
      password: "a long enough password",
      restaurant: restaurants,
      delivery: "body",
    });
    expect(signedUp.user.id).not.toBe(actor.userId);
  });

  it("leaves an account alone that an administrator opened again meanwhile", async () => {
    const actor = await app.createActor();
    await app.as(actor).identity.deleteAccount({ restaurantIds: [actor.restaurantId] });
    const { user } = app.db.tables;
    await app.db.update(user).set({ disabledAt: null }).where(eq(user.id, actor.userId));
    app.clock.advance(15 * DAY);
    await purge(app);
    expect(await app.db.$count(user, eq(user.id, actor.userId))).toBe(1);
  });

  it("is refused to the last administrator, also when two want to go at once", async () => {
    await using app = await createTestApp({ dialect });
    const [one, other] = [await app.createActor({ role: "admin" }), await app.createActor({ role: "admin" })];
    const results = await Promise.allSettled(
      [one, other].map((admin) => app.as(admin).identity.deleteAccount({ restaurantIds: [] })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(results.find(({ status }) => status === "rejected")).toMatchObject({ reason: reason("LAST_ADMIN") });
  });
});

describe.each(DIALECTS)("what is stored about a user, on %s", (dialect) => {
  it("A13 is given whole to its owner, without a hash or token, and with nothing of anybody else's", async () => {
    await using app = await createTestApp({ dialect });
    const [actor, other] = [await app.createActor(), await app.createActor()];
    await app.caller.identity.requestPasswordReset({ email: actor.email });
    await app.runJobs();
    const data = await app.as(actor).identity.exportMyData();
    expect(data).toMatchObject({
      user: { id: actor.userId, email: actor.email, role: "restaurant" },
      restaurants: [{ id: actor.restaurantId, contacts: 0 }],
      sessions: [{ id: actor.principal.sessionId }],
      signIns: [{ result: "success", door: "web" }],
      mails: [{ subject: "Set a new password" }],
    });
    expect(data.events.map(({ action }) => action)).toContain("user.create");
    const text = JSON.stringify(data);
    expect(text).not.toMatch(/argon2|\$2[aby]\$|#token=/);
    for (const id of [other.userId, other.restaurantId, other.email]) expect(text).not.toContain(id);
  });
});
