import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import type { Ctx } from "../runtime/context.ts";
import { createFieldCipher } from "../runtime/field-cipher.ts";
import { ACCESS_TOKEN_SECONDS, createAccessTokens } from "./access-tokens.ts";
import { rotateSigningKeys, SIGNING_KEY_OVERLAP_MS } from "./rotate-signing-keys.ts";
import { createSigningKeys, KEYS_REREAD_MS } from "./signing-keys.ts";

const subject = { userId: "0192f0c1-0000-7000-8000-000000000001", sessionId: "0192f0c1-0000-7000-8000-000000000002" };
const refused = expect.objectContaining({ code: "UNAUTHORIZED", reason: "NOT_SIGNED_IN" });
const keyOf = (token: string) => decodeProtectedHeader(token).kid;

/** What a further process of the same system has. */
function startProcess({ runtime }: TestApp) {
  const { db, cipher, clock } = runtime;
  return createAccessTokens({ keys: createSigningKeys({ db, cipher, clock }), clock });
}
const operator = ({ runtime }: TestApp): Ctx => ({
  ...runtime,
  principal: { kind: "service", name: "command:rotate-keys", permissions: new Set() },
  requestId: "test-request",
  ip: null,
  userAgent: null,
});

describe.each(DIALECTS)("signing keys on %s", (dialect) => {
  it("C05 tokens of the old key verify until they expire and new ones have the new key, in every process, without a restart", async () => {
    await using app = await createTestApp({ dialect });
    const [one, two] = [startProcess(app), startProcess(app)];
    const before = await one.issue(subject);
    await two.verify(before.token);

    const { keyId } = await rotateSigningKeys(operator(app));
    // Process two has not looked yet, and signs with the old key to the last moment.
    app.clock.advance(KEYS_REREAD_MS - 1);
    const late = await two.issue(subject);
    expect(keyOf(late.token)).toBe(keyOf(before.token));
    app.clock.advance(1);
    const after = await one.issue(subject);
    expect(keyOf(after.token)).toBe(keyId);
    for (const process of [one, two, startProcess(app)]) {
      for (const { token } of [before, late, after]) expect(await process.verify(token)).toMatchObject(subject);
    }

    app.clock.advance(ACCESS_TOKEN_SECONDS * 1000 - 2000);
    expect(await startProcess(app).verify(late.token)).toMatchObject(subject);
    app.clock.advance(SIGNING_KEY_OVERLAP_MS);
    await expect(one.verify(late.token)).rejects.toEqual(refused);
  });

  it("C05 a process learns of a new key from the first token that was signed with it", async () => {
    await using app = await createTestApp({ dialect });
    const [one, two] = [startProcess(app), startProcess(app)];
    await two.verify((await one.issue(subject)).token);
    await rotateSigningKeys(operator(app));
    const { token } = await startProcess(app).issue(subject);
    expect(await Promise.all(Array.from({ length: 20 }, () => two.verify(token)))).toHaveLength(20);
    expect(keyOf((await two.issue(subject)).token)).toBe(keyOf(token));
  });

  it("a key that somebody else may have ends at once where it is said, and within a minute everywhere", async () => {
    await using app = await createTestApp({ dialect });
    const [one, two] = [startProcess(app), startProcess(app)];
    const { token } = await one.issue(subject);
    await two.verify(token);
    await rotateSigningKeys(operator(app), { endsOldKeys: true });
    await expect(startProcess(app).verify(token)).rejects.toEqual(refused);
    app.clock.advance(KEYS_REREAD_MS);
    await expect(one.verify(token)).rejects.toEqual(refused);
    await expect(two.verify(token)).rejects.toEqual(refused);
  });

  it("two processes that make the first key at once take each other's tokens", async () => {
    await using app = await createTestApp({ dialect });
    await app.db.delete(app.db.tables.signingKey);
    const processes = [startProcess(app), startProcess(app), startProcess(app)];
    const issued = await Promise.all(processes.map((process) => process.issue(subject)));
    for (const process of processes) {
      for (const { token } of issued) expect(await process.verify(token)).toMatchObject(subject);
    }
  });

  it("keys are stored encrypted, and a process that cannot read them fails instead of refusing or accepting", async () => {
    await using app = await createTestApp({ dialect });
    const { token } = await startProcess(app).issue(subject);
    const rows = await app.db.select().from(app.db.tables.signingKey);
    expect(rows.every(({ secret }) => secret.startsWith("v1."))).toBe(true);
    const { db, clock } = app.runtime;
    const cipher = createFieldCipher("another secret of thirty-two characters");
    const other = createAccessTokens({ keys: createSigningKeys({ db, cipher, clock }), clock });
    await expect(other.verify(token)).rejects.toThrow("AUTH_SECRET_PREVIOUS");
    await expect(other.issue(subject)).rejects.toThrow("AUTH_SECRET_PREVIOUS");
  });

  it("keys that have retired long ago are removed at the next rotation, and each rotation is audited", async () => {
    await using app = await createTestApp({ dialect });
    const { signingKey, auditEvent } = app.db.tables;
    for (let round = 0; round < 4; round++) {
      await rotateSigningKeys(operator(app));
      app.clock.advance(3 * SIGNING_KEY_OVERLAP_MS);
    }
    expect(await app.db.$count(signingKey)).toBe(2);
    const actions = await app.db.select({ action: auditEvent.action }).from(auditEvent);
    expect(actions.filter(({ action }) => action === "signing-key.rotate")).toHaveLength(4);
  });
});
