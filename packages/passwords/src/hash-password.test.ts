import fc from "fast-check";
import { expect, it } from "vitest";
import { dummyHash, hashPassword } from "./hash-password.ts";
import { identifyHash } from "./identify-hash.ts";
import { anyText } from "./test/any-text.ts";
import { verifyAgainstNothing } from "./verify-against-nothing.ts";
import { verifyPassword } from "./verify-password.ts";

const CURRENT = { kind: "known", scheme: "argon2" };
const parameters = { variant: "argon2id", version: 19, memoryKib: 19_456, passes: 2, lanes: 1 };

it("makes argon2id hashes of 19 MiB, two passes and one lane, that need no rehash", async () => {
  const hash = await hashPassword("a password");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(identifyHash(hash)).toEqual({ ...CURRENT, parameters });
  expect(await verifyPassword({ password: "a password", hash })).toEqual({
    ok: true,
    needsRehash: false,
    scheme: "argon2",
    refused: null,
  });
});

it("makes another hash each time", async () => {
  expect(await hashPassword("a password")).not.toBe(await hashPassword("a password"));
});

it("A09 brings every password back, and no other", async () => {
  const password = anyText({ maxLength: 128 });
  const property = fc.asyncProperty(password, password, async (right, wrong) => {
    const hash = await hashPassword(right);
    expect(await verifyPassword({ password: right, hash })).toMatchObject({ ok: true });
    expect(await verifyPassword({ password: wrong, hash })).toMatchObject({ ok: right === wrong });
  });
  const examples: [string, string][] = [
    ["nul\u0000inside", "nul"],
    ["\u0000", ""],
    [" leading blank", "leading blank"],
    ["é", "e\u0301"],
    ["👩‍👩‍👧", "👩"],
  ];
  await fc.assert(property, { numRuns: 15, examples });
});

it("A08 tells passwords apart that differ in the 73rd byte only", async () => {
  const hash = await hashPassword(`${"p".repeat(72)}x`);
  expect(await verifyPassword({ password: `${"p".repeat(72)}y`, hash })).toMatchObject({ ok: false });
});

it("A10 takes passwords up to 1,024 bytes and refuses longer ones before hashing", async () => {
  for (const length of [64, 128, 1024]) await expect(hashPassword("p".repeat(length))).resolves.toMatch(/^\$argon2id/);
  await expect(hashPassword("é".repeat(513))).rejects.toThrow(RangeError);
});

it("asks for a rehash of every other argon2id hash, also of a dearer one", async () => {
  const { hash } = await import("@node-rs/argon2");
  for (const other of [{ memoryCost: 19_455 }, { timeCost: 3 }, { parallelism: 2 }, { outputLen: 24 }]) {
    const stored = await hash("a password", { memoryCost: 19_456, timeCost: 2, parallelism: 1, ...other });
    expect(await verifyPassword({ password: "a password", hash: stored })).toMatchObject({ ok: true, needsRehash: true });
  }
});

it("B05 has a dummy hash of the current cost that is checked like any other", async () => {
  expect(identifyHash(dummyHash)).toEqual({ ...CURRENT, parameters });
  expect(dummyHash).toHaveLength((await hashPassword("any")).length);
  expect(await verifyPassword({ password: "", hash: dummyHash })).toMatchObject({ ok: false, refused: null });
  await expect(verifyAgainstNothing("any")).resolves.toBeUndefined();
});
