import { emailKey } from "@causeway/contract";
import { hashPassword, verifyPassword } from "@causeway/passwords";
import { anonymousContext, createTestApp, DIALECTS, oldBcryptHash } from "@causeway/testing";
import { asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { signIn, signInAsBefore, signUpAsBefore } from "../index.ts";

const system = "elder";
const RESTAURANT = { name: "Lantern", address: "", phone: "" };

describe.each(DIALECTS)("accounts over an old API, on %s", (dialect) => {
  const open = async () => {
    const app = await createTestApp({ dialect });
    return { app, ctx: anonymousContext(app.runtime), [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  };

  it("takes any text as address and password, with a restaurant and its first tasks in order", async () => {
    await using opened = await open();
    const { ctx, app } = opened;
    const made = await signUpAsBefore(ctx, { system, email: " not an address ", password: "a", restaurant: RESTAURANT });
    const { task, user } = app.db.tables;
    const tasks = await app.db.select().from(task).where(eq(task.restaurantId, made.restaurantId)).orderBy(asc(task.id));
    expect(tasks.map(({ id }) => id)).toEqual(made.taskIds);
    expect(tasks[0]?.title).toBe("Complete your Google Business Profile setup");
    const [stored] = await app.db.select().from(user).where(eq(user.id, made.userId));
    expect(stored).toMatchObject({ email: " not an address ", emailKey: "not an address", roleKey: "restaurant" });
    expect(stored?.passwordHash).toMatch(/^\$argon2id\$/);
  });

  it("makes a second account for another spelling, and refuses the same", async () => {
    await using opened = await open();
    const { ctx, app } = opened;
    const signUp = (email: string) => signUpAsBefore(ctx, { system, email, password: "x", restaurant: RESTAURANT });
    await signUp("nora@example.com");
    const second = await signUp("Nora@Example.com");
    await expect(signUp("nora@example.com")).rejects.toMatchObject({ reason: "EMAIL_TAKEN" });
    const { user } = app.db.tables;
    const [stored] = await app.db.select({ emailKey: user.emailKey }).from(user).where(eq(user.id, second.userId));
    expect(stored?.emailKey).toBe("raw:Nora@Example.com");
  });

  it("lets one of two simultaneous sign-ups win, and keeps both where only the spelling differs", async () => {
    await using opened = await open();
    const { ctx, app } = opened;
    const bothAsked = Promise.withResolvers<void>();
    let asked = 0;
    // Neither goes on before both have found the address free.
    const hash = async (password: string) => {
      if (++asked === 2) bothAsked.resolve();
      await bothAsked.promise;
      return ctx.passwords.hash(password);
    };
    const racing = { ...ctx, passwords: { ...ctx.passwords, hash } };
    const signUp = (email: string) => signUpAsBefore(racing, { system, email, password: "x", restaurant: RESTAURANT });
    const raced = await Promise.allSettled([signUp("race@example.com"), signUp("race@example.com")]);
    expect(raced.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(raced.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "SIGN_UP_RACED" } });
    await Promise.all([signUp("lee@example.com"), signUp("LEE@example.com"), signUp("Lee@example.com")]);
    const keys = await app.db.select({ key: app.db.tables.user.emailKey }).from(app.db.tables.user);
    expect(keys.filter(({ key }) => key === emailKey("lee@example.com"))).toHaveLength(1);
    expect(keys).toHaveLength(4);
  });

  it("stores nothing for a password that is no text, and says so only where it comes to that", async () => {
    await using opened = await open();
    const { ctx, app } = opened;
    const input = { system, email: "kay@example.com", restaurant: RESTAURANT };
    await expect(signUpAsBefore(ctx, { ...input, password: null })).rejects.toMatchObject({ reason: "PASSWORD_NOT_TEXT" });
    expect(await app.db.$count(app.db.tables.user)).toBe(0);
    const none = signInAsBefore(ctx, { system, email: input.email, password: null });
    await expect(none).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    await signUpAsBefore(ctx, { ...input, password: "x" });
    await expect(signUpAsBefore(ctx, { ...input, password: null })).rejects.toMatchObject({ reason: "EMAIL_TAKEN" });
    const known = signInAsBefore(ctx, { system, email: input.email, password: null });
    await expect(known).rejects.toMatchObject({ reason: "PASSWORD_NOT_TEXT" });
  });

  it("compares addresses exactly", async () => {
    await using opened = await open();
    const { ctx } = opened;
    const { userId } = await signUpAsBefore(ctx, { system, email: "nora@example.com", password: "x", restaurant: RESTAURANT });
    expect(await signInAsBefore(ctx, { system, email: "nora@example.com", password: "x" })).toEqual({ userId });
    for (const email of ["NORA@example.com", " nora@example.com", "nora@example.com.", ""]) {
      await expect(signInAsBefore(ctx, { system, email, password: "x" })).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    }
  });

  it("A03 A04 renews an imported hash once, and signs in also while nothing can be written", async () => {
    await using opened = await open();
    const { ctx, app } = opened;
    const { user, auditEvent } = app.db.tables;
    const { userId } = await signUpAsBefore(ctx, { system, email: "old@example.com", password: "x", restaurant: RESTAURANT });
    await app.db.update(user).set({ passwordHash: await oldBcryptHash("old password") });
    const attempt = { system, email: "old@example.com", password: "old password" };

    const readOnly = { ...ctx.db, transaction: () => Promise.reject(new Error("read-only")) };
    expect(await signInAsBefore({ ...ctx, db: readOnly }, attempt)).toEqual({ userId });
    expect(app.logs.filter(({ level }) => level === 40)).toHaveLength(1);

    await signInAsBefore(ctx, attempt);
    await signInAsBefore(ctx, attempt);
    const [stored] = await app.db.select().from(user).where(eq(user.id, userId));
    expect(stored?.passwordHash).toMatch(/^\$argon2id\$/);
    const actions = (await app.db.select().from(auditEvent)).map(({ action }) => action);
    expect(actions.filter((action) => action === "password.rehash")).toHaveLength(1);
  });

  it("A08 takes the first 72 bytes of a password for the whole on the old door, and the whole on the new one", async () => {
    await using opened = await open();
    const { ctx, app } = opened;
    const long = `${"p".repeat(72)}TAIL`;
    await signUpAsBefore(ctx, { system, email: "long@example.com", password: long, restaurant: RESTAURANT });
    for (const password of [long, "p".repeat(72), `${"p".repeat(72)}anything`]) {
      await signInAsBefore(ctx, { system, email: "long@example.com", password });
    }
    await signIn(ctx, { email: "long@example.com", password: long });
    const short = signInAsBefore(ctx, { system, email: "long@example.com", password: "p".repeat(71) });
    await expect(short).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });

    // A password that was set on this side counts with all its bytes, on both doors.
    await app.db.update(app.db.tables.user).set({ passwordHash: await hashPassword(long) });
    await signInAsBefore(ctx, { system, email: "long@example.com", password: long });
    for (const check of [signIn, signInAsBefore]) {
      const other = check(ctx, { system, email: "long@example.com", password: `${"p".repeat(72)}LIAT` });
      await expect(other).rejects.toMatchObject({ reason: "CREDENTIALS_WRONG" });
    }
  });

  it("renews a long imported password so that every spelling that got in before still does", async () => {
    await using opened = await open();
    const { ctx, app } = opened;
    const { user } = app.db.tables;
    const long = `${"ü".repeat(40)}`;
    await signUpAsBefore(ctx, { system, email: "long@example.com", password: "x", restaurant: RESTAURANT });
    await app.db.update(user).set({ passwordHash: await oldBcryptHash(long) });
    for (const password of [long, `${"ü".repeat(36)}other`])
      await signInAsBefore(ctx, { system, email: "long@example.com", password });
    const [stored] = await app.db.select().from(user);
    expect(await verifyPassword({ password: "ü".repeat(36), hash: stored?.passwordHash ?? "" })).toMatchObject({ ok: true });
  });
});
