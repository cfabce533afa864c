import { createTestApp, DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

/** What somebody would like to have who sends it along. */
const MORE = {
  id: "0192f0c1-0000-7000-8000-000000000001",
  userId: "0192f0c1-0000-7000-8000-000000000001",
  role: "admin",
  roleKey: "admin",
  rank: 100,
  permissions: ["user:manage"],
  email: "other@test.example",
  emailKey: "other@test.example",
  emailVerifiedAt: new Date(0),
  passwordHash: "x",
  disabledAt: null,
  deleteAfter: null,
};

describe.each(DIALECTS)("an account that is made or changed, on %s", (dialect) => {
  it("F01 has what the contract names and nothing else that a client sends along", async () => {
    await using app = await createTestApp({ dialect });
    const { user: table } = app.db.tables;
    const [email, password] = ["nora@test.example", "tidal flats at noon"];
    const restaurant = { ...MORE, name: "Low Water", ownerUserId: MORE.userId };
    const { user } = await app.caller.identity.signUp({ ...MORE, email, password, restaurant, delivery: "body" });
    const stored = async () => (await app.db.select().from(table).where(eq(table.id, user.id)))[0];
    const made = await stored();
    expect(made).toMatchObject({ email, roleKey: "restaurant", emailVerifiedAt: null, disabledAt: null });
    expect([user.id, user.role]).toEqual([expect.not.stringMatching(MORE.id), "restaurant"]);

    const actor = await app.createActor();
    const before = (await app.db.select().from(table).where(eq(table.id, actor.userId)))[0];
    app.clock.advance(1000);
    await app.as(actor).identity.updateProfile({ ...MORE, displayName: "Nora" });
    const [after] = await app.db.select().from(table).where(eq(table.id, actor.userId));
    expect(after).toEqual({ ...before, displayName: "Nora", updatedAt: app.clock() });
    expect(await stored()).toEqual(made);
  });
});
