import { createTestApp, DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Ctx } from "../runtime/context.ts";
import { createFieldCipher, type FieldCipher } from "../runtime/field-cipher.ts";
import { reencrypt } from "./reencrypt.ts";

const [OLD, NEW] = ["the old secret, of thirty-two characters and more", "the new secret, of thirty-two characters and more"];

describe.each(DIALECTS)("encrypting anew with a new secret, on %s", (dialect) => {
  async function setUp(users: number) {
    const app = await createTestApp({ dialect });
    const old = createFieldCipher(OLD);
    const { db, clock } = app;
    const { user, totpFactor, signingKey, mailMessage } = db.tables;
    await db.delete(signingKey);
    const ids = Array.from({ length: users }, (_, index) => `user-${String(index).padStart(4, "0")}`);
    const now = clock();
    const account = { roleKey: "restaurant", createdAt: now, updatedAt: now };
    await db
      .insert(user)
      .values(ids.map((id) => ({ id, email: `${id}@test.example`, emailKey: `${id}@test.example`, ...account })));
    const factor = { algorithm: "SHA1", digits: 6, period: 30, createdAt: now };
    await db
      .insert(totpFactor)
      .values(
        ids.map((userId) => ({ userId, secret: old.encrypt("totp_factor.secret", `secret of ${userId}`, userId), ...factor })),
      );
    await db
      .insert(signingKey)
      .values({ id: "key-1", secret: old.encrypt("signing_key.secret", "a key", "key-1"), createdAt: now });
    const mail = { recipient: "anna@example.com", template: "reset-password", subject: "", text: "", html: "", createdAt: now };
    await db.insert(mailMessage).values([
      { id: "mail-1", sealedBody: old.encrypt("mail_message.sealed_body", "a link", "mail-1"), state: "queued", ...mail },
      { id: "mail-2", sealedBody: null, state: "sent", ...mail },
    ]);
    const contextOf = (cipher: FieldCipher): Ctx => ({
      ...app.runtime,
      cipher,
      principal: { kind: "service", name: "command:reencrypt", permissions: new Set() },
      requestId: "test-request",
      ip: null,
      userAgent: null,
    });
    const secretsWith = async (cipher: FieldCipher) => {
      const rows = await db.select().from(totpFactor).orderBy(totpFactor.userId);
      return rows.map(({ userId, secret }) => cipher.decrypt("totp_factor.secret", secret, userId));
    };
    return { app, db, ids, contextOf, secretsWith, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  }

  it("leaves every value readable with the new secret alone, and does nothing the second time", async () => {
    await using at = await setUp(120);
    const ctx = at.contextOf(createFieldCipher(NEW, [OLD]));
    expect(await reencrypt(ctx)).toEqual([
      { field: "totp_factor.secret", reencrypted: 120, unreadable: [] },
      { field: "signing_key.secret", reencrypted: 1, unreadable: [] },
      { field: "mail_message.sealed_body", reencrypted: 1, unreadable: [] },
    ]);
    expect(await at.secretsWith(createFieldCipher(NEW))).toEqual(at.ids.map((id) => `secret of ${id}`));
    expect((await reencrypt(ctx)).map(({ reencrypted }) => reencrypted)).toEqual([0, 0, 0]);
    const { auditEvent } = at.db.tables;
    expect(await at.db.select().from(auditEvent).where(eq(auditEvent.action, "encryption.renew"))).toHaveLength(1);
  });

  it("goes on where it was stopped", async () => {
    await using at = await setUp(120);
    const cipher = createFieldCipher(NEW, [OLD]);
    const stop = new AbortController();
    let encrypted = 0;
    const stopping: FieldCipher = {
      ...cipher,
      encrypt(...value) {
        if (++encrypted === 60) stop.abort();
        return cipher.encrypt(...value);
      },
    };
    await expect(reencrypt(at.contextOf(stopping), { signal: stop.signal })).rejects.toThrow("abort");
    const [factors] = await reencrypt(at.contextOf(cipher));
    expect(factors).toEqual({ field: "totp_factor.secret", reencrypted: 20, unreadable: [] });
    expect(await at.secretsWith(createFieldCipher(NEW))).toHaveLength(120);
  });

  it("names what no known secret opens, leaves it as it is, and renews the rest", async () => {
    await using at = await setUp(3);
    const { totpFactor } = at.db.tables;
    const lost = createFieldCipher("a secret that nobody has any more, alas").encrypt("totp_factor.secret", "lost", "user-0001");
    await at.db.update(totpFactor).set({ secret: lost }).where(eq(totpFactor.userId, "user-0001"));
    const [factors] = await reencrypt(at.contextOf(createFieldCipher(NEW, [OLD])));
    expect(factors).toEqual({ field: "totp_factor.secret", reencrypted: 2, unreadable: ["user-0001"] });
    const [row] = await at.db.select().from(totpFactor).where(eq(totpFactor.userId, "user-0001"));
    expect(row?.secret).toBe(lost);
  });
});
