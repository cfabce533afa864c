import { createHmac, generateKeyPairSync } from "node:crypto";
import { CompactEncrypt, CompactSign, type JWTHeaderParameters, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { type AccessTokens, createAccessTokens } from "./access-tokens.ts";

const NOW = new Date("2026-03-02T09:30:00.000Z");
const seconds = NOW.getTime() / 1000;
const subject = { userId: "0192f0c1-0000-7000-8000-000000000001", sessionId: "0192f0c1-0000-7000-8000-000000000002" };
const claims = { sub: subject.userId, sid: subject.sessionId, iss: "causeway", aud: "causeway", iat: seconds, exp: seconds + 900 };
const KEY_ID = "0192f0c1-0000-7000-8000-00000000000a";
const header: JWTHeaderParameters = { alg: "HS256", typ: "at+jwt", kid: KEY_ID };
const key = new Uint8Array(32).fill(7);

let now = NOW;
let tokens: AccessTokens;
beforeAll(async () => {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  const current = { id: KEY_ID, key: imported };
  const keys = { current: async () => current, find: async (id: string) => (id === KEY_ID ? current : null) };
  tokens = createAccessTokens({ keys, clock: () => now });
});

const sign = (changes: object, protectedHeader: JWTHeaderParameters = header, with_: Uint8Array = key) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify({ ...claims, ...changes })))
    .setProtectedHeader(protectedHeader)
    .sign(with_);
const refused = expect.objectContaining({ code: "UNAUTHORIZED", reason: "NOT_SIGNED_IN" });

describe("access tokens", () => {
  it("verify as issued, until fifteen minutes later, also when verified before", async () => {
    now = NOW;
    const { token, expiresAt } = await tokens.issue(subject);
    expect(expiresAt).toEqual(new Date(NOW.getTime() + 15 * 60 * 1000));
    expect(await tokens.verify(token)).toEqual({ ...subject, expiresAt });
    now = new Date(expiresAt.getTime() - 1);
    expect(await tokens.verify(token)).toEqual({ ...subject, expiresAt });
    now = expiresAt;
    await expect(tokens.verify(token)).rejects.toEqual(refused);
    now = NOW;
  });

  it("the forging helper of these tests makes tokens that would pass", async () => {
    await expect(tokens.verify(await sign({}))).resolves.toMatchObject(subject);
  });

  it("C01 takes no algorithm but its own, whatever the header says", async () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const long = Buffer.concat([key, key]);
    const others = new TextEncoder().encode("another key of thirty-two characters");
    /** Signed with the right key or another one, under a header that says something else. */
    const under = (changed: object, with_: Uint8Array = key) => {
      const parts = [{ ...header, ...changed }, claims];
      const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
      return `${signed}.${createHmac("sha256", with_).update(signed).digest("base64url")}`;
    };
    expect(await tokens.verify(under({}))).toMatchObject(subject);
    const forged = [
      new UnsecuredJWT(claims).encode(),
      await sign({}, { ...header, alg: "HS512" }, long),
      await new SignJWT(claims).setProtectedHeader({ ...header, alg: "RS256" }).sign(rsa.privateKey),
      await sign({}, header, new TextEncoder().encode(pem)),
      await sign({}, { ...header, jku: "https://evil.example/keys", x5u: "https://evil.example/cert" }, others),
      ...["hs256", "HS256 ", "none", "None", "XX", ""].map((alg) => under({ alg })),
      under({ jwk: { kty: "oct", k: Buffer.from(others).toString("base64url") } }, others),
      await new SignJWT(claims)
        .setProtectedHeader({ ...header, alg: "ES256", jwk: ec.publicKey.export({ format: "jwk" }) })
        .sign(ec.privateKey),
      ...(await Promise.all(["../../etc/passwd", "", "' or 1=1 --"].map((kid) => sign({}, { ...header, kid })))),
    ];
    for (const token of forged) await expect(tokens.verify(token)).rejects.toEqual(refused);
  });

  it.each([
    ["expired", { exp: seconds }],
    ["not valid yet", { nbf: seconds + 1 }],
    ["exp as text", { exp: String(seconds + 900) }],
    ["exp with a fraction", { exp: seconds + 900.5 }],
    ["exp far outside time", { exp: 2 ** 60 }],
    ["negative exp", { exp: -1 }],
    ["no exp", { exp: undefined }],
    ["iat as text", { iat: "now" }],
  ])("C02 refuses a token that is %s", async (_, changes) => {
    await expect(tokens.verify(await sign(changes))).rejects.toEqual(refused);
  });

  it("C03 refuses a token of another purpose", async () => {
    for (const typ of ["JWT", "rt+jwt", undefined]) {
      await expect(tokens.verify(await sign({}, { alg: "HS256", kid: KEY_ID, ...(typ ? { typ } : {}) }))).rejects.toEqual(refused);
    }
    await expect(tokens.verify(await sign({ sid: undefined }))).rejects.toEqual(refused);
    await expect(tokens.verify(await sign({ sub: "1" }))).rejects.toEqual(refused);
  });

  it.each([{ aud: "other" }, { iss: "other" }, { aud: undefined }, { iss: undefined }])(
    "C04 refuses a token of or for somebody else: %j",
    async (changes) => {
      await expect(tokens.verify(await sign(changes))).rejects.toEqual(refused);
    },
  );

  it("C06 refuses an encrypted token without spending time on its key derivation", async () => {
    const jwe = await new CompactEncrypt(new Uint8Array(1)).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(key);
    const hostile = Buffer.from(
      JSON.stringify({ alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2c: 2 ** 31 - 1, p2s: "AAAA" }),
    ).toString("base64url");
    for (const token of [jwe, [hostile, ...jwe.split(".").slice(1)].join("."), "", "a.b.c", "..", "\u0000"]) {
      await expect(tokens.verify(token)).rejects.toEqual(refused);
    }
  });
});
