import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "./test/any-text.ts";
import { OPTIONS, VECTORS } from "./test/vectors.ts";
import { verifyPassword } from "./verify-password.ts";

const refusedAs = (refused: string) => expect.objectContaining({ ok: false, needsRehash: false, refused });

describe.each(VECTORS)("$scheme, computed by $source: $hash", ({ scheme, password, hash }) => {
  it("A01 A03 accepts the right password and asks for a rehash", async () => {
    expect(await verifyPassword({ password, hash, options: OPTIONS })).toEqual({
      ok: true,
      needsRehash: true,
      scheme,
      refused: null,
    });
  });

  it("A02 rejects a wrong one, having compared it", async () => {
    for (const wrong of [`x${password}`, password.slice(1), password.toUpperCase(), "0"]) {
      if (wrong === password) continue;
      const check = await verifyPassword({ password: wrong, hash, options: OPTIONS });
      expect(check).toEqual({ ok: false, needsRehash: false, scheme, refused: null });
    }
  });
});

// The same function under several names: exchanging them changes nothing.
const canonical = (hash: string) =>
  hash
    .replace(/\$2[abxy]\$/, "$2b$")
    .replace(/^\$H\$/, "$P$")
    .replaceAll("-", "+")
    .replaceAll("_", "/");

// One edit cannot raise these to a cost that would make the test slow.
const cheap = VECTORS.filter(({ hash }) => !/m=65536|16384|pbkdf2:sha1:4096|firebase|payload/.test(hash));

describe("a hash that was tampered with", () => {
  it("never throws and never matches, wherever one character is cut, changed or added", async () => {
    const mangled = fc
      .record({
        vector: fc.constantFrom(...cheap),
        at: fc.nat(),
        removed: fc.integer({ min: 0, max: 1 }),
        added: fc.string({ maxLength: 1 }),
      })
      .map(({ vector, at, removed, added }) => {
        const start = at % (vector.hash.length + 1);
        return { ...vector, mangled: vector.hash.slice(0, start) + added + vector.hash.slice(start + removed) };
      })
      .filter(({ hash, mangled: value }) => canonical(value) !== canonical(hash));
    const property = fc.asyncProperty(mangled, async ({ password, mangled: hash }) => {
      expect(await verifyPassword({ password, hash, options: OPTIONS })).toMatchObject({ ok: false, needsRehash: false });
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it("never throws and never matches, cut anywhere", async () => {
    for (const { password, hash } of cheap) {
      for (let length = 0; length < hash.length; length += 1) {
        expect(await verifyPassword({ password, hash: hash.slice(0, length), options: OPTIONS })).toMatchObject({ ok: false });
      }
    }
  });

  it("never throws for arbitrary text, also after a known prefix", async () => {
    const prefixes = [...new Set(VECTORS.map(({ hash }) => hash.slice(0, hash.indexOf("$", 1) + 1)))];
    const text = fc.tuple(fc.constantFrom("", ...prefixes), anyText()).map((parts) => parts.join(""));
    const property = fc.asyncProperty(text, anyText(), async (hash, password) => {
      expect(await verifyPassword({ password, hash, options: OPTIONS })).toMatchObject({ ok: false });
    });
    await fc.assert(property, { numRuns: 300 });
  });
});

describe("costs", () => {
  it.each([
    ["pbkdf2_sha256$11$", "pbkdf2_sha256$12$"],
    ["pbkdf2:sha1:14$", "pbkdf2:sha1:15$"],
    ["$pbkdf2-sha512$13$", "$pbkdf2-sha512$12$"],
    ["scrypt$16$", "scrypt$32$"],
    ["scrypt:256:8:1$", "scrypt:256:8:2$"],
    ["$scrypt$ln=4,r=8,p=3$", "$scrypt$ln=4,r=8,p=2$"],
    ["$argon2id$v=19$m=64,t=2,p=1$", "$argon2id$v=19$m=64,t=3,p=1$"],
    ["$argon2id$v=16$m=64,t=2,p=2$", "$argon2id$v=19$m=64,t=2,p=2$"],
    ["$2b$04$", "$2b$05$"],
    ["$bcrypt-sha256$v=2,t=2b,r=4$", "$bcrypt-sha256$v=2,t=2b,r=5$"],
    ["$6$rounds=1000$", "$6$rounds=1001$"],
    ["$P$5", "$P$6"],
  ])("A07 are taken from the hash: %s is not %s", async (stated, other) => {
    const vector = VECTORS.find(({ hash }) => hash.startsWith(stated));
    const hash = vector?.hash.replace(stated, other) ?? "";
    const check = await verifyPassword({ password: vector?.password ?? "", hash });
    expect(check).toMatchObject({ ok: false, refused: null });
  });

  it.each([
    "$2b$31$abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS",
    `pbkdf2_sha256$2147483648$salt$${"A".repeat(43)}=`,
    `$scrypt$ln=30,r=8,p=1$c2FsdHNhbHQ$${"A".repeat(43)}`,
    `$argon2id$v=19$m=8388608,t=1,p=1$c2FsdHNhbHQ$${"A".repeat(43)}`,
    `$6$rounds=999999999$salt$${"A".repeat(86)}`,
    `$P$S${"A".repeat(29)}1`,
  ])("A06 are not paid for a hostile hash: %s", async (hash) => {
    expect(await verifyPassword({ password: "any", hash })).toEqual(refusedAs("too-costly"));
  });

  it("A06 are not paid for hostile Firebase parameters", async () => {
    const hash = VECTORS.find(({ scheme }) => scheme === "firebase-scrypt")?.hash ?? "";
    const options = { firebase: { ...OPTIONS.firebase, memoryCost: 30 } };
    expect(await verifyPassword({ password: "user1password", hash, options })).toEqual(refusedAs("too-costly"));
  });
});

describe("bcrypt", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz".repeat(3).slice(0, 72);
  const hashOf = async (password: string) => {
    const { hash } = await import("@node-rs/bcrypt");
    return hash(password, { cost: 4 });
  };

  it("A08 looks at 72 bytes: the 73rd is ignored, the 72nd is not", async () => {
    const hash = await hashOf(`${letters}x`);
    expect(await verifyPassword({ password: `${letters}y`, hash })).toMatchObject({ ok: true });
    expect(await verifyPassword({ password: `${letters.slice(0, 71)}-`, hash })).toMatchObject({ ok: false });
  });

  it("A08 counts bytes, not characters", async () => {
    const hash = await hashOf("é".repeat(36));
    expect(await verifyPassword({ password: `${"é".repeat(36)}x`, hash })).toMatchObject({ ok: true });
    expect(await verifyPassword({ password: "é".repeat(35), hash })).toMatchObject({ ok: false });
  });

  it("A09 goes on after a NUL, as the bcrypt packages of Node and Python do", async () => {
    const hash = "$2b$04$RiZDCL9BnTnffvskSbnhXOuFR0YEPIioL4nk7yHlhxZiccKEDqrcW";
    expect(await verifyPassword({ password: "left\u0000right", hash })).toMatchObject({ ok: true });
    expect(await verifyPassword({ password: "left", hash })).toMatchObject({ ok: false });
    expect(await verifyPassword({ password: "left\u0000wrong", hash })).toMatchObject({ ok: false });
  });

  it("does not match what 2x makes of letters beyond ASCII", async () => {
    const hash = "$2x$05$abcdefghijklmnopqrstuuucFy5dwJoZNPQISTtNW4nurlIaSa1NG";
    expect(await verifyPassword({ password: "ä€", hash })).toMatchObject({ ok: false, refused: null });
  });

  it.each([59, 61])("is refused unless it has 60 characters: %d", async (length) => {
    const hash = `${await hashOf("a password")}.`.slice(0, length);
    expect(await verifyPassword({ password: "a password", hash })).toEqual(refusedAs("not-a-hash"));
  });

  it("does not use the pepper for hashes that are not marked as peppered", async () => {
    const hash = await hashOf("a password");
    expect(await verifyPassword({ password: "a password", hash, options: { pepper: "x" } })).toMatchObject({ ok: true });
  });
});

describe("a refusal", () => {
  it.each(["", "!", "!unusable", "Typed-In-Admin-14!", "$1$abc$def", "pbkdf2_sha256$", "x".repeat(5000)])(
    "A05 comes for what is no hash, whatever the password: %s",
    async (hash) => {
      expect(await verifyPassword({ password: hash, hash })).toEqual(refusedAs("not-a-hash"));
      expect(await verifyPassword({ password: "", hash })).toEqual(refusedAs("not-a-hash"));
    },
  );

  it.each(["peppered-bcrypt", "firebase-scrypt"])("comes when %s is checked without its option", async (scheme) => {
    const { password, hash } = VECTORS.find((vector) => vector.scheme === scheme) ?? { password: "", hash: "" };
    expect(await verifyPassword({ password, hash })).toEqual(refusedAs("option-missing"));
  });

  it("comes for passwords above 1,024 bytes, and not for one of just that", async () => {
    const hash = `md5$$${"0".repeat(32)}`;
    expect(await verifyPassword({ password: "é".repeat(512), hash })).toMatchObject({ refused: null });
    expect(await verifyPassword({ password: `${"é".repeat(512)}x`, hash })).toEqual(refusedAs("password-too-long"));
  });
});

it("rejects the right password with another pepper or another Firebase project", async () => {
  const find = (scheme: string) => VECTORS.find((vector) => vector.scheme === scheme) ?? { password: "", hash: "" };
  expect(await verifyPassword({ ...find("peppered-bcrypt"), options: { pepper: "other" } })).toMatchObject({ ok: false });
  for (const other of [{ saltSeparator: "CA==" }, { signerKey: "jxspr8Ki0RYycVU8" }, { rounds: 4 }, { memoryCost: 13 }]) {
    const options = { firebase: { ...OPTIONS.firebase, ...other } };
    expect(await verifyPassword({ ...find("firebase-scrypt"), options })).toMatchObject({ ok: false, refused: null });
  }
});
