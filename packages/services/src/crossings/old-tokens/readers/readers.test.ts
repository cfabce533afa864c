import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { makeDjangoSessionData, makeExpressCookie, makeFlaskCookie, makeJwt } from "../../../../test/old-tokens/makers.ts";
import { hasPython, makeTokensInPython } from "../../../../test/old-tokens/python-tokens.ts";
import { type DescriptorOf, OldTokenDescriptor, type OldTokenDescriptorInput, type OldTokenKind } from "../descriptor.ts";
import { readDjangoSessionData } from "./django-session.ts";
import { readExpressCookie } from "./express-session.ts";
import { readFlaskSession } from "./flask-session.ts";
import { readJwt } from "./jwt.ts";

const SECRET = "the key of an old system, thirty-two characters and more";
const OTHER = "the key of another system, thirty-two characters and more";
const key = new TextEncoder().encode(SECRET);
const now = new Date("2026-03-01T10:00:00Z");
const at = now.getTime() / 1000;

function descriptorOf<TKind extends OldTokenKind>(input: Extract<OldTokenDescriptorInput, { kind: TKind }>): DescriptorOf<TKind> {
  const parsed = OldTokenDescriptor.parse(input);
  // The kind is the discriminator of the union, and parsing leaves it as it is.
  return parsed as DescriptorOf<TKind>;
}

const jwt = (framework: DescriptorOf<"jwt">["framework"], field = "sub", more: { toleranceSeconds?: number } = {}) =>
  descriptorOf<"jwt">({ kind: "jwt", framework, user: { kind: "users", field }, ...more });

const timed = { iat: at - 60, exp: at + 600 };
const simple = { ...timed, token_type: "access", jti: "0a", user_id: "7" };
const extended = { ...timed, fresh: false, nbf: at - 60, type: "access", jti: "0a", sub: "7" };

describe("JWTs", () => {
  it.each<[DescriptorOf<"jwt">["framework"], string, object]>([
    ["express-jsonwebtoken", "user_id", { user_id: 7, email: "nora@example.com", ...timed }],
    ["simplejwt", "user_id", simple],
    ["flask-jwt-extended", "sub", extended],
    ["flask-jwt-extended", "sub", { ...extended, csrf: "4f1c" }],
    ["python-jose", "sub", { sub: "7", exp: at + 600 }],
    ["nestjs-passport", "sub", { sub: "7", email: "nora@example.com", ...timed }],
    ["nestjs-passport", "user.id", { user: { id: 7 }, ...timed }],
  ])("C14 of %s name their user by %s", async (framework, field, claims) => {
    const read = await readJwt(makeJwt(claims, SECRET), { key, now, descriptor: jwt(framework, field) });
    expect(read).toMatchObject({ subject: "7", issuedAt: "iat" in claims ? at - 60 : null });
  });

  it.each<[string, DescriptorOf<"jwt">, string]>([
    ["another key", jwt("nestjs-passport"), makeJwt({ sub: "7", ...timed }, OTHER)],
    ["no signature", jwt("nestjs-passport"), makeJwt({ sub: "7", ...timed }, SECRET, "none")],
    ["an algorithm that is not the system's", jwt("nestjs-passport"), makeJwt({ sub: "7", ...timed }, SECRET, "HS512")],
    ["its time over", jwt("nestjs-passport"), makeJwt({ sub: "7", exp: at }, SECRET)],
    ["its time to come", jwt("nestjs-passport"), makeJwt({ sub: "7", nbf: at + 1 }, SECRET)],
    ["the wrong claim", jwt("nestjs-passport", "userId"), makeJwt({ sub: "7", ...timed }, SECRET)],
    ["a claim of its prototype", jwt("nestjs-passport", "constructor.name"), makeJwt({ sub: "7", ...timed }, SECRET)],
    ["a user that is no name", jwt("nestjs-passport"), makeJwt({ sub: true, ...timed }, SECRET)],
    ["a user with a null character", jwt("nestjs-passport"), makeJwt({ sub: "7\0", ...timed }, SECRET)],
    ["a refresh token of SimpleJWT", jwt("simplejwt", "user_id"), makeJwt({ ...simple, token_type: "refresh" }, SECRET)],
    ["no type, for SimpleJWT", jwt("simplejwt", "user_id"), makeJwt({ ...simple, token_type: undefined }, SECRET)],
    ["no end, for SimpleJWT", jwt("simplejwt", "user_id"), makeJwt({ ...simple, exp: undefined }, SECRET)],
    ["a refresh token of Flask-JWT-Extended", jwt("flask-jwt-extended"), makeJwt({ ...extended, type: "refresh" }, SECRET)],
    ["no id, for Flask-JWT-Extended", jwt("flask-jwt-extended"), makeJwt({ ...extended, jti: undefined }, SECRET)],
    ["a subject that is no text, for python-jose", jwt("python-jose"), makeJwt({ sub: 7, exp: at + 600 }, SECRET)],
    ["claims that are no object", jwt("nestjs-passport"), makeJwt(["7"], SECRET)],
  ])("C14 are refused with %s", async (_, descriptor, token) => {
    expect(await readJwt(token, { key, now, descriptor })).toBeNull();
  });

  it("are the same token whatever the spare bits of their signature are", async () => {
    const token = makeJwt({ sub: "7", ...timed }, SECRET);
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const respelled = `${token.slice(0, -1)}${letters[letters.indexOf(token.at(-1) ?? "") ^ 1]}`;
    const descriptor = jwt("nestjs-passport");
    const [first, second] = [await readJwt(token, { key, now, descriptor }), await readJwt(respelled, { key, now, descriptor })];
    expect(first).not.toBeNull();
    expect(second === null || second.identity === first?.identity).toBe(true);
  });

  it("may be late by the tolerance that was configured", async () => {
    const token = makeJwt({ sub: "7", exp: at - 29 }, SECRET);
    expect(await readJwt(token, { key, now, descriptor: jwt("nestjs-passport") })).toBeNull();
    const descriptor = jwt("nestjs-passport", "sub", { toleranceSeconds: 30 });
    expect(await readJwt(token, { key, now, descriptor })).toMatchObject({ subject: "7" });
  });
});

const flask = descriptorOf<"flask-session">({ kind: "flask-session", user: { kind: "users", field: "_user_id" } });
const long = { _user_id: "7", cart: "apples ".repeat(100) };

describe("session cookies of Flask", () => {
  it("C16 name their user, also compressed, from the moment they were made until they are too old", () => {
    for (const isCompressed of [false, true]) {
      const cookie = makeFlaskCookie(long, SECRET, { at: now, isCompressed });
      expect(cookie.startsWith(".")).toBe(isCompressed);
      const read = (seconds: number) => readFlaskSession(cookie, { key, now: new Date((at + seconds) * 1000), descriptor: flask });
      expect(read(0)).toMatchObject({ subject: "7", issuedAt: at });
      expect(read(31 * 86_400)).not.toBeNull();
      expect(read(31 * 86_400 + 1)).toBeNull();
      expect(read(-1)).toBeNull();
    }
  });

  it("are refused with another key, changed anywhere, or of nobody", () => {
    const cookie = makeFlaskCookie(long, SECRET, { at: now });
    const changed = Array.from(cookie, (_, index) => `${cookie.slice(0, index)}~${cookie.slice(index + 1)}`);
    const forged = makeFlaskCookie(long, OTHER, { at: now });
    const anonymous = makeFlaskCookie({ csrf_token: "x" }, SECRET, { at: now });
    for (const text of [...changed, forged, anonymous, "", ".", "..", "a.b.c"])
      expect(readFlaskSession(text, { key, now, descriptor: flask })).toBeNull();
  });

  it("are refused when they would unpack to more than any cookie holds", () => {
    const bomb = deflateSync(JSON.stringify({ _user_id: "7", pad: "x".repeat(1024 * 1024) }));
    expect(bomb.length).toBeLessThan(4096);
    const cookie = makeFlaskCookie({ _user_id: "7", pad: "x".repeat(1024 * 1024) }, SECRET, { at: now, isCompressed: true });
    expect(readFlaskSession(cookie, { key, now, descriptor: flask })).toBeNull();
  });
});

describe("cookies of express-session", () => {
  it("C16 give their session's id, which may hold dots", () => {
    for (const sid of ["3kPq0T", "with.dots.in-it"]) expect(readExpressCookie(makeExpressCookie(sid, SECRET), key)).toBe(sid);
  });

  it("are refused with another key, unsigned or changed", () => {
    const cookie = makeExpressCookie("3kPq0T", SECRET);
    for (const text of [makeExpressCookie("3kPq0T", OTHER), "s:3kPq0T", "s:3kPq0T.", "s:.", cookie.slice(2), `${cookie}=`, ""])
      expect(readExpressCookie(text, key)).toBeNull();
  });
});

describe("stored sessions of Django", () => {
  it("C16 are read with the moment they were saved, also compressed", () => {
    for (const isCompressed of [false, true]) {
      const data = makeDjangoSessionData({ _auth_user_id: "7", ...long }, SECRET, { at: now, isCompressed });
      expect(readDjangoSessionData(data, key)).toMatchObject({ claims: { _auth_user_id: "7" }, savedAt: at });
    }
  });

  it("are refused with another key or changed", () => {
    const data = makeDjangoSessionData({ _auth_user_id: "7" }, SECRET, { at: now });
    for (const text of [makeDjangoSessionData({ _auth_user_id: "7" }, OTHER, { at: now }), `x${data}`, `${data}x`, "", ":", "::"])
      expect(readDjangoSessionData(text, key)).toBeNull();
  });
});

describe.skipIf(!hasPython)("what python3 makes by the frameworks' steps (skipped where there is none)", () => {
  it("C14 C16 is read, and is what the makers of these tests make", async () => {
    const claims = { sub: "7", ...timed };
    const sessions = [{ _user_id: "7" }, long];
    const made = makeTokensInPython({ secret: SECRET, at, claims, sessions, sid: "3kPq0T" });
    expect(await readJwt(made.jwt, { key, now, descriptor: jwt("python-jose") })).toMatchObject({ subject: "7" });
    expect(made.jwt).toBe(makeJwt(claims, SECRET));
    expect(made.flask.map((cookie) => readFlaskSession(cookie, { key, now, descriptor: flask })?.subject)).toEqual(["7", "7"]);
    expect(made.flask[0]).toBe(makeFlaskCookie({ _user_id: "7" }, SECRET, { at: now }));
    expect(made.flask[1]).toMatch(/^\./);
    expect(made.django.map((data) => readDjangoSessionData(data, key)?.claims)).toEqual(sessions);
    expect(made.django[0]).toBe(makeDjangoSessionData({ _user_id: "7" }, SECRET, { at: now }));
    expect(readExpressCookie(made.express, key)).toBe("3kPq0T");
    expect(made.express).toBe(makeExpressCookie("3kPq0T", SECRET));
  });
});
