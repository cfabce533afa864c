import type { AppError } from "@causeway/contract";
import { createTestApp, DIALECTS, oldBcryptHash, type TestApp } from "@causeway/testing";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });

/** What the old systems of these two hashes know: of bcrypt with a pepper, and of github.com/firebase/scrypt's README. */
const OLD_SECRETS = {
  PASSWORD_PEPPER: "p3pper!",
  FIREBASE_SIGNER_KEY: "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
  FIREBASE_SALT_SEPARATOR: "Bw==",
  FIREBASE_ROUNDS: "8",
  FIREBASE_MEM_COST: "14",
};
const NEEDING_SECRETS = [
  {
    password: "  Zoë's pass 🔑 नमस्ते ",
    hash: "bcrypt_peppered$$2b$04$aOMNeApdpNBdyhg8yruUSuJAjIlZbNdpqaseazAnwJCFkTjMIHtlK",
  },
  {
    password: "user1password",
    hash: "firebase_scrypt$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
  },
];

async function createImportedUser(app: TestApp, password: string, hash?: string) {
  const { email, userId } = await app.createActor();
  const passwordHash = hash ?? (await oldBcryptHash(password));
  const { user } = app.db.tables;
  await app.db.update(user).set({ passwordHash }).where(eq(user.id, userId));
  const stored = async () => (await app.db.select().from(user).where(eq(user.id, userId)))[0]?.passwordHash;
  return { email, userId, stored, passwordHash };
}

describe.each(DIALECTS)("sign-in on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("A01 A03 lets in whoever has a hash that needs a secret of the old system, which the operator has given", async () => {
    await using given = await createTestApp({ dialect, environment: OLD_SECRETS });
    const signIn = async (at: TestApp, email: string, password: string) =>
      at.caller.identity.signIn({ email, password, delivery: "body" }).then(
        () => "let in",
        ({ cause }: { cause: AppError }) => cause.reason,
      );
    for (const { password, hash } of NEEDING_SECRETS) {
      const [kept, renewed] = [await createImportedUser(app, password, hash), await createImportedUser(given, password, hash)];
      expect(await signIn(app, kept.email, password)).toBe("CREDENTIALS_WRONG");
      expect(await signIn(given, renewed.email, "another password")).toBe("CREDENTIALS_WRONG");
      expect(await renewed.stored()).toBe(hash);
      for (const nth of ["first", "next"]) expect([nth, await signIn(given, renewed.email, password)]).toEqual([nth, "let in"]);
      expect(await kept.stored()).toBe(hash);
      expect(await renewed.stored()).toMatch(/^\$argon2id\$/);
    }
  });

  it("A03 renews an imported hash at the first sign-in, once, also when two come at the same time", async () => {
    const { email, userId, stored } = await createImportedUser(app, "an old password");
    await Promise.all([1, 2].map(() => app.caller.identity.signIn({ email, password: "an old password", delivery: "body" })));
    expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await app.caller.identity.signIn({ email, password: "an old password", delivery: "body" });
    const { auditEvent } = app.db.tables;
    expect(await app.db.$count(auditEvent, and(eq(auditEvent.action, "password.rehash"), eq(auditEvent.subjectId, userId)))).toBe(
      1,
    );
  });

  it("A04 signs in when the hash cannot be renewed, and logs a warning", async () => {
    await using app = await createTestApp({ dialect });
    const { email, stored, passwordHash } = await createImportedUser(app, "an old password");
    app.runtime.passwords.hash = () => Promise.reject(new Error("no memory"));
    await expect(app.caller.identity.signIn({ email, password: "an old password", delivery: "body" })).resolves.toMatchObject({
      user: { email },
    });
    expect(await stored()).toBe(passwordHash);
    expect(app.logs.filter((entry) => entry["level"] === 40)).toHaveLength(1);
  });

  it("A08 an imported bcrypt hash ignores the 73rd byte until it is renewed, from then on it counts", async () => {
    const long = "p".repeat(72);
    const { email } = await createImportedUser(app, long);
    await app.caller.identity.signIn({ email, password: `${long}x`, delivery: "body" });
    await expect(app.caller.identity.signIn({ email, password: `${long}y`, delivery: "body" })).rejects.toEqual(
      reason("CREDENTIALS_WRONG"),
    );
    await expect(app.caller.identity.signIn({ email, password: `${long}x`, delivery: "body" })).resolves.toMatchObject({
      user: { email },
    });
  });

  it("A05 no password opens an account without a usable hash", async () => {
    const { email, userId } = await app.createActor();
    const { user } = app.db.tables;
    for (const passwordHash of ["!unusable", null, ""]) {
      await app.db.update(user).set({ passwordHash }).where(eq(user.id, userId));
      await expect(app.caller.identity.signIn({ email, password: passwordHash || "anything", delivery: "body" })).rejects.toEqual(
        reason("CREDENTIALS_WRONG"),
      );
    }
  });

  it("B05 answers a wrong password and an unknown address with the same words", async () => {
    const { email } = await app.createActor();
    const refusals = await Promise.all(
      [email, "nobody@test.example"].map((address) =>
        app.caller.identity
          .signIn({ email: address, password: "not the password", delivery: "body" })
          .catch((error: Error) => error.message),
      ),
    );
    expect(refusals[0]).toBe(refusals[1]);
  });

  it("B06 other spellings of an address are the same account", async () => {
    const { email, password } = await app.createActor({ email: "nora@harbour.example" });
    for (const spelling of ["NORA@harbour.example", " nora@harbour.example", "nora＠harbour.example", "nora@harbour.example."]) {
      await expect(app.caller.identity.signIn({ email: spelling, password, delivery: "body" })).resolves.toMatchObject({
        user: { email },
      });
    }
    const restaurant = { name: "Second" };
    await expect(
      app.caller.identity.signUp({
        email: "Nora@Harbour.example",
        password: "a long enough password",
        restaurant,
        delivery: "body",
      }),
    ).rejects.toEqual(reason("EMAIL_TAKEN"));
  });

  it("signs up all or nothing: of two at once one gets the address and one restaurant is made", async () => {
    await using app = await createTestApp({ dialect });
    const attempt = () =>
      app.caller.identity.signUp({
        email: "race@test.example",
        password: "a long enough password",
        restaurant: { name: "Race" },
        delivery: "body",
      });
    const results = await Promise.allSettled([attempt(), attempt(), attempt()]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await app.db.$count(app.db.tables.restaurant)).toBe(1);
    expect(await app.db.$count(app.db.tables.task)).toBe(4);
  });

  it("L03 a failed sign-in leaves an audit row of failure and no session", async () => {
    await using app = await createTestApp({ dialect });
    const { email, userId } = await app.createActor();
    const { auditEvent, session } = app.db.tables;
    const before = await app.db.$count(session);
    await expect(app.caller.identity.signIn({ email, password: "wrong", delivery: "body" })).rejects.toEqual(
      reason("CREDENTIALS_WRONG"),
    );
    expect(await app.db.$count(session)).toBe(before);
    expect(await app.db.$count(auditEvent, and(eq(auditEvent.result, "failure"), eq(auditEvent.subjectId, userId)))).toBe(1);
  });
});
