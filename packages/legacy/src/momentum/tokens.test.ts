import { createTestApp, type TestApp } from "@causeway/testing";
import { forgeToken } from "@causeway/testing/replay";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { createMomentumTokens, tokenHash } from "./tokens.ts";

const LONG = "a key of the old server, thirty-two characters and more";
const SHORT = "recording-only-jwt-key";
const CLAIMS = { user_id: 2, email: "nora@example.com", role: "restaurant" };

interface Forged {
  claims?: Record<string, unknown>;
  alg?: string;
  secret?: string;
  times?: Record<string, number>;
}

function forge(
  app: TestApp,
  { claims = CLAIMS, alg = "HS256", secret = LONG, times = { iat: 0, exp: 3600 } }: Forged = {},
): string {
  return forgeToken({ forged: { alg, secret: "right", claims, times_relative_to_recorded_at_s: times }, secret, now: app.clock() });
}

const open = async () => {
  const app = await createTestApp();
  return {
    app,
    create: (settings: { secret?: string; tokensUntil?: string }) => createMomentumTokens({ runtime: app.runtime, settings }),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
};

describe("tokens of the old server", () => {
  it("are made in its form: header, claims in order, a day of life, nothing else", async () => {
    await using opened = await open();
    const token = await opened.create({ secret: LONG }).issue({ ...CLAIMS, email: 1234567 });
    expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).toBe('{"alg":"HS256","typ":"JWT"}');
    expect(decodeProtectedHeader(token)).toEqual({ alg: "HS256", typ: "JWT" });
    const iat = Math.floor(opened.app.clock().getTime() / 1000);
    const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
    expect(payload).toBe(`{"user_id":2,"email":1234567,"role":"restaurant","iat":${iat},"exp":${iat + 86_400}}`);
  });

  it("C14 are accepted when signed with the old key by any of its algorithms, also without exp or iat", async () => {
    await using opened = await open();
    const tokens = opened.create({ secret: LONG });
    for (const alg of ["HS256", "HS384", "HS512"]) {
      expect(await tokens.read(forge(opened.app, { alg }))).toMatchObject({ claims: CLAIMS });
    }
    expect(await tokens.read(forge(opened.app, { times: {} }))).toMatchObject({ claims: CLAIMS });
    expect(opened.app.runtime.counters.list("legacy_tokens")).toEqual([
      { labels: { system: "momentum", key: "old", result: "accepted" }, value: 4 },
    ]);
  });

  it.each<[string, Forged]>([
    ["another key", { secret: "another key, thirty-two characters and more" }],
    ["no signature", { alg: "none" }],
    ["an algorithm of another family", { alg: "RS256" }],
    ["an exp that has come", { times: { exp: 0 } }],
    ["an exp in the past", { times: { iat: -90_000, exp: -3600 } }],
    ["an nbf in the future", { times: { exp: 3600, nbf: 1 } }],
    ["an exp that is text", { claims: { ...CLAIMS, exp: "9999999999" }, times: {} }],
    ["an nbf that is null", { claims: { ...CLAIMS, nbf: null }, times: {} }],
  ])("C01 C02 are refused with %s", async (_, forged) => {
    await using opened = await open();
    expect(await opened.create({ secret: LONG }).read(forge(opened.app, forged))).toBeNull();
  });

  it("C01 are refused in any other form", async () => {
    await using opened = await open();
    const tokens = opened.create({ secret: LONG });
    const [header, payload, signature] = forge(opened.app).split(".");
    const forms = ["", "abc", "abc.def.ghi", `${header}.${payload}.`, `${header}.${payload}`, `${header}.${payload}.${signature}x`];
    for (const token of [...forms, `${forge(opened.app)}.${signature}`, "x".repeat(100_000)])
      expect(await tokens.read(token)).toBeNull();
  });

  it("C01 are refused with their signature in another spelling, which the old server compared as text", async () => {
    await using opened = await open();
    const tokens = opened.create({ secret: LONG });
    const token = forge(opened.app);
    // The last character has two bits that belong to no byte; padding says nothing either.
    const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const respelled = [1, 2, 3].map((bits) => `${token.slice(0, -1)}${digits[digits.indexOf(token.slice(-1)) ^ bits]}`);
    for (const spelling of [...respelled, `${token}=`]) expect(await tokens.read(spelling)).toBeNull();
    expect(await tokens.read(token)).not.toBeNull();
  });

  it("are as long as the address in them makes them, up to what fits a header", async () => {
    await using opened = await open();
    const tokens = opened.create({ secret: LONG });
    const claims = { ...CLAIMS, email: `${"n".repeat(9000)}@example.com` };
    expect(await tokens.read(await tokens.issue(claims))).toMatchObject({ claims });
  });

  it("C02 run out while their signature is remembered", async () => {
    await using opened = await open();
    const tokens = opened.create({ secret: LONG });
    const token = forge(opened.app, { times: { exp: 60, nbf: 30 } });
    expect(await tokens.read(token)).toBeNull();
    opened.app.clock.advance(30_000);
    const first = await tokens.read(token);
    expect(first).not.toBeNull();
    expect(await tokens.read(token)).toBe(first);
    opened.app.clock.advance(30_000);
    expect(await tokens.read(token)).toBeNull();
  });

  it("P13 are signed with the old key, so that a way back leaves everybody signed in", async () => {
    await using opened = await open();
    const token = await opened.create({ secret: LONG }).issue(CLAIMS);
    const elsewhere = await createTestApp();
    await using _ = elsewhere;
    const oldServer = createMomentumTokens({
      runtime: { ...elsewhere.runtime, clock: opened.app.clock },
      settings: { secret: LONG },
    });
    expect(await oldServer.read(token)).toMatchObject({ claims: CLAIMS });
  });

  it("C14 C18 of the old key end with the window, which only the setting moves; those of this server's key go on", async () => {
    await using opened = await open();
    const { app } = opened;
    const settings = { secret: LONG, tokensUntil: "2026-03-04" };
    const tokens = opened.create(settings);
    const old = forge(app, { times: { iat: 0 } });
    const sharedKey = await tokens.issue(CLAIMS);
    app.clock.advance(Date.parse("2026-03-04T12:00:00Z") - app.clock().getTime());
    const ownKey = await tokens.issue(CLAIMS);
    app.clock.advance(Date.parse("2026-03-04T23:59:59Z") - app.clock().getTime());
    expect(await tokens.read(old)).not.toBeNull();
    app.clock.advance(1000);
    for (const restarted of [tokens, opened.create(settings)]) {
      expect(await restarted.read(old)).toBeNull();
      expect(await restarted.read(sharedKey)).toBeNull();
      expect(await restarted.read(ownKey)).toMatchObject({ claims: CLAIMS });
    }
    expect(await opened.create({ ...settings, tokensUntil: "2026-03-06" }).read(old)).not.toBeNull();
  });

  it("C17 of a key under 256 bits are honoured, but none is made with it", async () => {
    await using opened = await open();
    const tokens = opened.create({ secret: SHORT, tokensUntil: "2027-01-01" });
    expect(await tokens.read(forge(opened.app, { secret: SHORT }))).not.toBeNull();
    const token = await tokens.issue(CLAIMS);
    expect(await tokens.read(token)).not.toBeNull();
    const [header, payload, signature] = token.split(".");
    const withShortKey = forge(opened.app, { secret: SHORT, claims: decodeJwt(token), times: {} });
    expect(withShortKey.startsWith(`${header}.${payload}.`)).toBe(true);
    expect(withShortKey.endsWith(signature ?? "")).toBe(false);
  });

  it("C14 keep the old key's window open while they come, those of this server's own key do not", async () => {
    await using opened = await open();
    const { app } = opened;
    const tokens = opened.create({ secret: LONG, tokensUntil: "2026-03-04" });
    await tokens.read(forge(app));
    await tokens.read("nobody's");
    await tokens.read(await opened.create({}).issue(CLAIMS));
    app.clock.advance(Date.parse("2026-03-05T00:00:00Z") - app.clock().getTime());
    await tokens.read(forge(app));
    await app.runtime.tokenUses.flush();
    const uses = await app.db.select().from(app.db.tables.legacyTokenUse);
    expect(uses.map(({ kind, result, count }) => `${kind} ${result} ${count}`).sort()).toEqual([
      "jwt accepted 1",
      "jwt closed 1",
      "jwt refused 1",
    ]);
  });

  it("are unknown to a server without the old key, except its own", async () => {
    await using opened = await open();
    const tokens = opened.create({});
    expect(await tokens.read(forge(opened.app))).toBeNull();
    const own = await tokens.read(await tokens.issue(CLAIMS));
    expect(own).toMatchObject({ claims: CLAIMS });
    expect(own && tokenHash(own)).toMatch(/^[\w-]{43}$/);
  });
});
