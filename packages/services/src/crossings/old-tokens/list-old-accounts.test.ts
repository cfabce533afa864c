import { createTestApp, DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";

const environment = { LEGACY_MOMENTUM_SECRET: "the key of the old server, of 32 characters and more" };

describe.each(DIALECTS)("accounts in old systems, on %s", (dialect) => {
  it("are the user's own, with whether their tokens still let them in", async () => {
    await using app = await createTestApp({ dialect, environment: { ...environment, LEGACY_MOMENTUM_TOKENS_UNTIL: "2099-12-31" } });
    const [owner, other] = [await app.createActor(), await app.createActor()];
    const { legacyRecord } = app.db.tables;
    await app.db.insert(legacyRecord).values([
      { system: "momentum", kind: "users", oldId: "7", newId: owner.userId },
      { system: "momentum", kind: "restaurants", oldId: "8", newId: owner.restaurantId },
      { system: "momentum", kind: "users", oldId: "9", newId: other.userId },
    ]);
    const account = { system: "momentum", title: expect.stringContaining("Momentum"), oldId: "7" };
    const open = { ...account, areTokensTaken: true, tokensUntil: "2099-12-31" };
    expect(await app.as(owner).identity.oldAccounts()).toEqual({ items: [open] });
    app.clock.advance(Date.parse("2100-01-01") - app.clock().getTime());
    expect(await app.as(owner).identity.oldAccounts()).toEqual({
      items: [{ ...account, areTokensTaken: false, tokensUntil: null }],
    });
    await app.db.insert(legacyRecord).values({ system: "gone", kind: "accounts", oldId: "a1", newId: owner.userId });
    const { items } = await app.as(owner).identity.oldAccounts();
    expect(items[0]).toEqual({ system: "gone", title: "gone", oldId: "a1", areTokensTaken: false, tokensUntil: null });
    expect(await app.as(await app.createActor()).identity.oldAccounts()).toEqual({ items: [] });
  });
});
