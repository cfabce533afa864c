import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifyHash } from "./identify-hash.ts";
import { anyText } from "./test/any-text.ts";
import { PUBLISHED, VECTORS } from "./test/vectors.ts";

describe("identifyHash", () => {
  it.each(VECTORS)("knows $hash", ({ scheme, hash }) => {
    expect(identifyHash(hash)).toMatchObject({ kind: "known", scheme });
  });

  it.each([
    ["$2y$05$", { version: "2y", cost: 5 }],
    ["bcrypt_sha256$", { version: "2b", cost: 4 }],
    ["$bcrypt-sha256$v=2", { version: "2b", cost: 4, form: 2 }],
    ["$bcrypt-sha256$2a", { version: "2a", cost: 5, form: 1 }],
    ["$argon2id$v=19$m=65536", { variant: "argon2id", version: 19, memoryKib: 65536, passes: 2, lanes: 1 }],
    ["$argon2i$m=", { variant: "argon2i", version: 16, memoryKib: 65536, passes: 2, lanes: 1 }],
    ["pbkdf2_sha1$12", { digest: "sha1", iterations: 12, keyBytes: 20 }],
    ["scrypt$16$", { N: 16, r: 8, p: 5, keyBytes: 64 }],
    ["$scrypt$ln=4,r=8,p=3", { N: 16, r: 8, p: 3, keyBytes: 32 }],
    ["$6$saltstring", { digest: "sha512", rounds: 5000 }],
    ["$6$rounds=10000", { digest: "sha512", rounds: 10_000 }],
    ["$P$9", { rounds: 2 ** 11 }],
  ])("names the parameters of %s…", (start, parameters) => {
    const hash = VECTORS.find((vector) => vector.hash.startsWith(start))?.hash ?? "";
    expect(identifyHash(hash)).toMatchObject({ parameters });
  });

  it("names what each release of Payload used", () => {
    const parametersOf = (hash: string) => identifyHash(`payload$ab$${hash}`);
    expect(parametersOf("0".repeat(1024))).toMatchObject({ parameters: { iterations: 25_000, keyBytes: 512 } });
    expect(parametersOf(`pbkdf2-sha256-v1:${"0".repeat(64)}`)).toMatchObject({ parameters: { iterations: 600_000, keyBytes: 32 } });
    expect(parametersOf("pbkdf2-sha256-v2-i77-l2:abcd")).toMatchObject({ parameters: { iterations: 77, keyBytes: 2 } });
  });

  it("A13 says nothing of salt and digest", () => {
    for (const { hash } of VECTORS) {
      const secret = hash.split(/[$]/).at(-1) ?? "";
      expect(JSON.stringify(identifyHash(hash))).not.toContain(secret);
    }
  });

  it.each(VECTORS)("tells that the last character is missing: $hash", ({ scheme, hash }) => {
    expect(identifyHash(hash.slice(0, -1))).toEqual({ kind: "truncated", scheme });
  });

  it.each(PUBLISHED)("tells that half is missing: $hash", ({ scheme, hash }) => {
    expect(identifyHash(hash.slice(0, hash.length / 2))).toEqual({ kind: "truncated", scheme });
  });

  it.each([
    ["$2", "bcrypt"],
    ["$2b$", "bcrypt"],
    ["$2b$1", "bcrypt"],
    ["bcrypt_sha256$", "django-bcrypt-sha256"],
    ["pbkdf2:sha256:", "werkzeug-pbkdf2"],
    ["$argon2id$v=1", "argon2"],
    ["$6$rounds=60", "sha-crypt"],
    ["$P$", "phpass"],
  ])("tells that %s is the beginning of %s", (hash, scheme) => {
    expect(identifyHash(hash)).toEqual({ kind: "truncated", scheme });
  });

  it.each(VECTORS.filter(({ scheme }) => scheme !== "payload"))(
    "tells that something is behind the end: $hash",
    ({ scheme, hash }) => {
      expect(identifyHash(`${hash}$x`)).toEqual({ kind: "malformed", scheme });
      expect(identifyHash(`${hash}\n`)).toEqual({ kind: "malformed", scheme });
    },
  );

  it.each([
    ["a cost of bcrypt below 4", "$2b$03$abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS"],
    ["a cost of bcrypt above 31", "$2b$32$abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS"],
    ["a salt of bcrypt with left-over bits", "$2b$05$abcdefghijklmnopqrstuvbQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS"],
    ["a digest of bcrypt with left-over bits", "$2b$05$abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcT"],
    ["a cost of bcrypt-sha256 below 4", "$bcrypt-sha256$v=2,t=2b,r=3$ebtNKb7w/znKJySg.esdAO$bIHRw0EjaRWkUeNDRNraiGJGqr9ubjq"],
    ["leading zeros", `pbkdf2_sha256$012$salt$${"A".repeat(43)}=`],
    ["no rounds", `pbkdf2_sha256$0$salt$${"A".repeat(43)}=`],
    ["no salt", `pbkdf2_sha256$12$$${"A".repeat(43)}=`],
    ["a digest of another length in as many characters", `pbkdf2_sha256$12$salt$${"A".repeat(44)}`],
    ["left-over bits in the digest", `pbkdf2_sha256$12$salt$${"A".repeat(42)}B=`],
    ["upper case", `pbkdf2:sha1:12$salt$${"A".repeat(40)}`],
    ["a scrypt N that is no power of two", `scrypt:100:8:1$salt$${"a".repeat(128)}`],
    ["a scrypt N of 1", `scrypt:1:8:1$salt$${"a".repeat(128)}`],
    ["a scrypt N too large for its r", `scrypt:65536:1:1$salt$${"a".repeat(128)}`],
    ["a scrypt p too large for its r", `scrypt:16:8:134217728$salt$${"a".repeat(128)}`],
    ["argon2 with less than 8 KiB for each lane", `$argon2id$v=19$m=63,t=1,p=8$c2FsdHNhbHQ$${"A".repeat(43)}`],
    ["an argon2 version that does not exist", `$argon2id$v=18$m=64,t=1,p=1$c2FsdHNhbHQ$${"A".repeat(43)}`],
    ["an argon2 salt with left-over bits", `$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHR$${"A".repeat(43)}`],
    ["a salted digest without a place for the password", `$sha256$pf=e1NBTFR9$TmFDbA==$${"A".repeat(43)}=`],
    ["a Payload key longer than it says", `payload$ab$pbkdf2-sha256-v2-i77-l1:abcd`],
    ["a Payload key longer than any release makes", `payload$ab$pbkdf2-sha256-v2-i77-l513:${"a".repeat(1026)}`],
    ["a Payload key of no length", `payload$ab$pbkdf2-sha256-v2-i77-l0:`],
    ["a phpass count below 7", `$P$4${"A".repeat(29)}1`],
  ])("calls %s malformed", (_, hash) => {
    expect(identifyHash(hash)).toMatchObject({ kind: "malformed" });
  });

  it.each(["!", "!wtwW96GWq5dN9124jZL7U26YQWtvTrEAn1U7BbRb"])("A05 knows Django's unusable %s", (hash) => {
    expect(identifyHash(hash)).toEqual({ kind: "unusable" });
  });

  it("tells an empty value", () => {
    expect(identifyHash("")).toEqual({ kind: "empty" });
  });

  it.each([
    "Typed-In-Admin-14!",
    "a long sentence that somebody took as a password in 2019",
    "p",
    "$ecret$tuff",
    "{curly} braces",
    "Correct-Horse-Battery-Staple-Correct-Horse",
    "deadbeef",
    "correcthorsebatterystaplecorrecthorsebatter",
    "hunter2:hunter3",
    "cafe:babe",
    "0x0100",
    "_underscored",
    "पासवर्ड",
  ])("takes %s for plain text", (hash) => {
    expect(identifyHash(hash)).toEqual({ kind: "plain-text-looking" });
  });

  it.each([
    "$1$rasmusle$rISCgZzpwk3UhDidwXvin0",
    "$y$j9T$AbCdEfGhIjKlMnOp$0123456789abcdefghijklmnopqrstuvwxyzABCDE",
    "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr",
    "5f4dcc3b5aa765d61d8327deb882cf99",
    "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19",
    "sha3_256$salt$0123456789abcdef0123456789abcdef",
    "XrY7u+Ae7tCTyyK7j1rNww==",
    "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg",
    "$S$DxVn7wubSRzoK9X2pkGx4njeDRkLEgdqPphc2ZXkkb8Viy8JEGf3",
    "$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/",
    "_J9..K0AyUubUrMW5wFE",
    "{CRYPT}$1$rasmusle$rISCgZzpwk3UhDidwXvin0",
    "{bcrypt}$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy1fqvM/BG",
    "{pbkdf2@SpringSecurity_v5_8}dd75ccf5a4d2b4a4",
    "ALYsmO9DNl5zhzYm3Ktv0VIGtVb6nK0n8zP8Bi6JDmzAA5KCVgd9JUlZ1tgLlQxN0A==",
    "AQAAAAEAACcQAAAAEFtkMmnZAFxLRZQTQjXmSfjSBSoPyfkPKqFq0nQxR5Ie8MrJzYQDhQ4rEwBjSbKzOg==",
    "SCRAM-SHA-256$4096:bGk5aTJ6YnVqeQ==$Rw3RgQzAQBG08T4o3W2JgR5Zr8t8kS0mD4yGWS4ZbE=:b6Dk3JdXv8p5y3I9nYMHjMxZMRUYbUSxsX8e2kHZsPU=",
    "md5a3556571e93b0d20722ba62be61e8c2d",
    "0x0100F733058A07892C5CACE899768F89965F6BD1DED7955FE89E",
    "433903e0a9d6a712e00251e44d29bf87:UJ0b9J5fufL3FKfCc0TLsYJBh2PFULvT",
    "salted$5f4dcc3b5aa765d61d8327deb882cf99",
  ])("takes %s for a hash it does not know", (hash) => {
    expect(identifyHash(hash)).toEqual({ kind: "unknown" });
  });

  it.each([15, 17, 18, 31])("calls an argon2 digest of %d bytes cut", (bytes) => {
    const digest = Buffer.alloc(bytes).toString("base64").replaceAll("=", "");
    expect(identifyHash(`$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$${digest}`)).toEqual({ kind: "truncated", scheme: "argon2" });
  });

  it("does not look into values of more than 4,096 characters", () => {
    const hash = (salt: number) => `md5$${"s".repeat(salt)}$${"0".repeat(32)}`;
    expect(identifyHash(hash(4059))).toMatchObject({ kind: "known" });
    expect(identifyHash(hash(4060))).toEqual({ kind: "unknown" });
  });

  it("never throws", () => {
    const property = fc.property(anyText(), (hash) => {
      expect(identifyHash(hash)).toHaveProperty("kind");
    });
    fc.assert(property);
  });

  it.each([16, 31, 33, 63])("calls a scrypt key of %d bytes cut, because it would match", (bytes) => {
    const key = Buffer.alloc(bytes).toString("base64").replaceAll("=", "");
    expect(identifyHash(`$scrypt$ln=4,r=8,p=1$c2FsdA$${key}`)).toEqual({ kind: "truncated", scheme: "scrypt" });
  });
});
