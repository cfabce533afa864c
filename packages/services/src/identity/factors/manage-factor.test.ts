import { type Actor, beginSignIn, createTestApp, DIALECTS, setUpFactor, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RECENT_PROOF_MS } from "../../runtime/access.ts";
import { authenticate } from "../authenticate.ts";
import { LOCK_TRIES } from "../sign-in-lock.ts";
import { BACKUP_CODES, hashBackupCodes } from "./backup-codes.ts";
import { importTotpSecret } from "./import-totp-secret.ts";
import { storeImportedFactor } from "./store-imported-factor.ts";
import { TOTP_DEFAULTS, totpCode } from "./totp.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const allRefused = (calls: Promise<unknown>[], why: string) =>
  Promise.all(calls.map((call) => expect(call).rejects.toEqual(reason(why))));
const complete = (app: TestApp, challenge: string, code: string) =>
  app.caller.identity.completeSignIn({ challenge, code, delivery: "body" });
const signsInWith = async (app: TestApp, owner: Actor, code: string) => complete(app, await beginSignIn(app, owner), code);

async function mailsTo(app: TestApp, email: string): Promise<string[]> {
  await app.runJobs();
  return app.providers.mail.sent.filter(({ to }) => to === email).map(({ text }) => text);
}
const actionsOf = async (app: TestApp) => (await app.db.select().from(app.db.tables.auditEvent)).map(({ action }) => action);

describe.each(DIALECTS)("the second factor of an account, on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ dialect });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it("guards nothing until the app's first code confirms it, then gives ten codes and tells by mail", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor();
    const { secondFactor } = app.as(actor);
    const abandoned = await secondFactor.begin();
    const { secret, uri } = await secondFactor.begin();
    expect(secret).not.toBe(abandoned.secret);
    expect(new URL(uri).searchParams.get("secret")).toBe(secret);
    await app.caller.identity.signIn({ email: actor.email, password: actor.password, delivery: "body" });
    expect(await secondFactor.status()).toEqual({ totpSince: null, backupCodesLeft: 0 });

    const old = totpCode({ ...TOTP_DEFAULTS, secret: abandoned.secret }, app.clock());
    await expect(secondFactor.confirm({ code: old })).rejects.toEqual(reason("CODE_WRONG"));
    const code = totpCode({ ...TOTP_DEFAULTS, secret }, app.clock());
    const { codes } = await secondFactor.confirm({ code });
    expect(new Set(codes).size).toBe(BACKUP_CODES);
    expect(await secondFactor.status()).toEqual({ totpSince: app.clock(), backupCodesLeft: BACKUP_CODES });
    // The code that confirmed it is used up.
    await expect(signsInWith(app, actor, code)).rejects.toEqual(reason("CODE_WRONG"));
    await expect(secondFactor.begin()).rejects.toEqual(reason("FACTOR_EXISTS"));
    await expect(secondFactor.confirm({ code })).rejects.toEqual(reason("FACTOR_EXISTS"));
    expect(await mailsTo(app, actor.email)).toEqual([expect.stringContaining("now protects your account")]);
    expect(await actionsOf(app)).toContain("second-factor.enable");
  });

  it("D05 is neither turned on nor given new codes by a session that ends while the codes are hashed", async () => {
    await using app = await createTestApp({ dialect });
    const { hash } = app.runtime.passwords;
    const { session } = app.db.tables;
    const endDuringHashing = () => {
      app.runtime.passwords.hash = async (text) => {
        app.runtime.passwords.hash = hash;
        await app.db.update(session).set({ endedAt: app.clock() });
        return hash(text);
      };
    };
    const thief = await app.createActor();
    const { secret } = await app.as(thief).secondFactor.begin();
    endDuringHashing();
    const confirmed = app.as(thief).secondFactor.confirm({ code: totpCode({ ...TOTP_DEFAULTS, secret }, app.clock()) });
    await expect(confirmed).rejects.toEqual(reason("NOT_SIGNED_IN"));
    const [factor] = await app.db.select().from(app.db.tables.totpFactor);
    expect(factor?.confirmedAt).toBeNull();

    const owner = await setUpFactor(app, await app.createActor());
    const codesOf = async () => (await app.db.select().from(app.db.tables.backupCode)).map(({ hash: stored }) => stored).sort();
    const before = await codesOf();
    endDuringHashing();
    await expect(app.as(owner).secondFactor.renewBackupCodes({ code: owner.code() })).rejects.toEqual(reason("NOT_SIGNED_IN"));
    expect(await codesOf()).toEqual(before);
  });

  it("E08 stores the secret encrypted and backup codes as slow hashes; nothing of either is in audit or log", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await setUpFactor(app, await app.createActor());
    const { totpFactor, backupCode, auditEvent, mailMessage } = app.db.tables;
    const [factor] = await app.db.select().from(totpFactor);
    expect(factor?.secret).toMatch(/^v1\./);
    const hashes = await app.db.select().from(backupCode);
    expect(hashes.every(({ hash }) => /^.{2}:\$argon2id\$/.test(hash))).toBe(true);
    const told = JSON.stringify([
      factor,
      hashes,
      await app.db.select().from(auditEvent),
      await app.db.select().from(mailMessage),
      app.logs,
    ]);
    for (const secret of [owner.secret, ...owner.backupCodes, ...owner.backupCodes.map((code) => code.replaceAll("-", ""))])
      expect(told).not.toContain(secret);
  });

  it("E08 a backup code works once, however it is typed, and its use is told by mail", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const [first = "", second = ""] = owner.backupCodes;
    await signsInWith(app, owner, first.toUpperCase().replaceAll("-", " "));
    await expect(signsInWith(app, owner, first)).rejects.toEqual(reason("CODE_WRONG"));
    await signsInWith(app, owner, second.replaceAll("0", "O").replaceAll("1", "l"));
    expect((await app.as(owner).secondFactor.status()).backupCodesLeft).toBe(BACKUP_CODES - 2);
    expect((await mailsTo(app, owner.email)).filter((text) => text.includes("A backup code was used"))).toHaveLength(2);
  });

  it("E08 a new set of backup codes ends the old one, and needs a code", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const { secondFactor } = app.as(owner);
    await expect(secondFactor.renewBackupCodes({ code: "zzzz-zzzz-zzzz" })).rejects.toEqual(reason("CODE_WRONG"));
    const { codes } = await secondFactor.renewBackupCodes({ code: owner.code() });
    await expect(signsInWith(app, owner, owner.backupCodes[3] ?? "")).rejects.toEqual(reason("CODE_WRONG"));
    await signsInWith(app, owner, codes[3] ?? "");
  });

  it("E11 is turned off with a code of it and a recent proof only: codes and trusted devices go with it, and a mail tells", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await setUpFactor(app, await app.createActor());
    const { trustedDevice, backupCode } = app.db.tables;
    await app.caller.identity.completeSignIn({
      challenge: await beginSignIn(app, owner),
      code: owner.code(),
      rememberDevice: true,
      delivery: "body",
    });
    expect(await app.db.$count(trustedDevice)).toBe(1);
    await expect(app.as(owner).secondFactor.disable({ code: "123 123" })).rejects.toEqual(reason("CODE_WRONG"));
    app.clock.advance(RECENT_PROOF_MS + 1);
    await expect(app.as(owner).secondFactor.disable({ code: owner.code() })).rejects.toEqual(reason("PROOF_NEEDED"));

    const again = await signsInWith(app, owner, owner.code());
    const proven = { principal: { ...owner.principal, sessionId: again.user.sessionId } };
    app.clock.advance(30_000);
    await app.as(proven).secondFactor.disable({ code: owner.code() });
    expect(await app.db.$count(trustedDevice)).toBe(0);
    expect(await app.db.$count(backupCode)).toBe(0);
    expect(await app.caller.identity.signIn({ email: owner.email, password: owner.password, delivery: "body" })).toMatchObject({
      kind: "session",
    });
    await expect(app.as(proven).secondFactor.disable({ code: owner.code() })).rejects.toEqual(reason("FACTOR_NONE"));
    expect((await mailsTo(app, owner.email)).at(-1)).toContain("was turned off");
    expect(await actionsOf(app)).toContain("second-factor.disable");
  });

  it("D05 none of it can be changed without a recent proof, nor by somebody who acts for the user", async () => {
    const actor = await app.createActor();
    const admin = await app.createActor({ role: "admin" });
    app.clock.advance(RECENT_PROOF_MS + 1);
    const { secondFactor } = app.as(actor);
    await expect(secondFactor.begin()).rejects.toEqual(reason("PROOF_NEEDED"));
    await expect(secondFactor.confirm({ code: "123456" })).rejects.toEqual(reason("PROOF_NEEDED"));
    await expect(secondFactor.renewBackupCodes({ code: "123456" })).rejects.toEqual(reason("PROOF_NEEDED"));
    const acting = app.as({ principal: { ...actor.principal, impersonatorUserId: admin.userId } }).secondFactor;
    const calls = [
      acting.begin(),
      acting.confirm({ code: "123456" }),
      acting.renewBackupCodes({ code: "123456" }),
      acting.disable({ code: "123456" }),
      acting.endTrustedDevices(),
      acting.endTrustedDevice({ id: actor.userId }),
    ];
    await Promise.all(calls.map((call) => expect(call).rejects.toEqual(reason("IMPERSONATION_FORBIDS"))));
  });

  it("E05 whoever has stolen a session cannot guess its codes", async () => {
    const owner = await setUpFactor(app, await app.createActor());
    const { secondFactor } = app.as(owner);
    for (let nth = 0; nth < LOCK_TRIES; nth++)
      await expect(secondFactor.disable({ code: "zzzz-zzzz-zzzz" })).rejects.toEqual(reason("CODE_WRONG"));
    await expect(secondFactor.disable({ code: owner.code() })).rejects.toEqual(reason("SIGN_IN_LOCKED"));
    // The owner, elsewhere, still gets in.
    await signsInWith(app, owner, owner.code());
  });

  it("an administrator takes it off: sessions end, audited and told by mail", async () => {
    const admin = await app.createActor({ role: "admin" });
    const owner = await setUpFactor(app, await app.createActor());
    const { reset } = app.as(admin).secondFactor;
    await expect(reset({ userId: admin.userId })).rejects.toEqual(reason("USER_IS_YOURSELF"));
    await expect(app.as(owner).secondFactor.reset({ userId: owner.userId })).rejects.toEqual(reason("PERMISSION_MISSING"));
    await reset({ userId: owner.userId });
    await expect(reset({ userId: owner.userId })).rejects.toEqual(reason("FACTOR_NONE"));

    const { session, auditEvent } = app.db.tables;
    const open = (await app.db.select().from(session).where(eq(session.userId, owner.userId))).filter(({ endedAt }) => !endedAt);
    expect(open).toEqual([]);
    expect(await app.caller.identity.signIn({ email: owner.email, password: owner.password, delivery: "body" })).toMatchObject({
      kind: "session",
    });
    const [row] = await app.db.select().from(auditEvent).where(eq(auditEvent.action, "second-factor.reset"));
    expect(row).toMatchObject({ actorUserId: admin.userId, subjectId: owner.userId });
    expect((await mailsTo(app, owner.email)).at(-1)).toContain("An administrator took the second factor off");
  });

  it("is taken off users of a lower rank, and off equals only at the top, where nobody else could", async () => {
    await using app = await createTestApp({ dialect });
    const [admin, equal] = [await app.createActor({ role: "admin" }), await app.createActor({ role: "admin" })];
    await app.as(admin).roles.create({ key: "support", rank: 50, permissions: ["user:manage"] });
    const [helper, colleague] = [await app.createActor(), await app.createActor()];
    for (const { userId } of [helper, colleague]) await app.as(admin).users.setRole({ id: userId, role: "support" });
    const customer = await app.createActor();
    for (const owner of [equal, colleague, customer]) await setUpFactor(app, owner);
    const { reset } = app.as({ principal: await authenticate(app.runtime, helper.accessToken) }).secondFactor;
    await allRefused([reset({ userId: colleague.userId }), reset({ userId: equal.userId })], "USER_RANK");
    await reset({ userId: customer.userId });
    await app.as(admin).secondFactor.reset({ userId: equal.userId });
    const { totpFactor } = app.db.tables;
    expect(await app.db.select({ userId: totpFactor.userId }).from(totpFactor)).toEqual([{ userId: colleague.userId }]);
    app.clock.advance(RECENT_PROOF_MS + 1);
    await allRefused([app.as(admin).secondFactor.reset({ userId: colleague.userId })], "PROOF_NEEDED");
  });

  it("E02 an imported one takes the codes of the user's app and the old backup codes", async () => {
    await using app = await createTestApp({ dialect });
    const actor = await app.createActor();
    const totp = importTotpSecret({ library: "django-otp", text: "3132333435363738393031323334353637383930" });
    const backupCodes = await hashBackupCodes(app.runtime, ["12345678", "12999999", "abcdefgh"]);
    const ctx = app.runtime;
    const imported = () => app.db.transaction((tx) => storeImportedFactor(tx, ctx, { userId: actor.userId, totp, backupCodes }));
    expect(await imported()).toBe(true);
    expect(await imported()).toBe(false);
    await signsInWith(app, actor, totpCode(totp, app.clock()));
    await signsInWith(app, actor, "12345678");
    await signsInWith(app, actor, "abcd efgh");
    await expect(signsInWith(app, actor, "12345678")).rejects.toEqual(reason("CODE_WRONG"));
    await signsInWith(app, actor, "12999999");
  });
});
