import { expect, it } from "vitest";
import { checkHashCost } from "./check-hash-cost.ts";
import { VECTORS } from "./test/vectors.ts";

const key = "A".repeat(43);
const hexKey = "a".repeat(128);
const bcrypt = "abcdefghijklmnopqrstuubQy1sWHyJ5FtIyVXAstVmzBBlzz.gcS";
const phpass = `${"A".repeat(29)}1`;

it.each([
  [`$2b$31$${bcrypt}`, "cost", 31, 15],
  [`bcrypt_sha256$$2b$31$${bcrypt}`, "cost", 31, 15],
  [`$bcrypt-sha256$v=2,t=2b,r=31$${bcrypt.slice(0, 22)}$${bcrypt.slice(22)}`, "cost", 31, 15],
  [`pbkdf2_sha256$2147483648$salt$${key}=`, "iterations", 2 ** 31, 5_000_000],
  [`pbkdf2:sha512:2147483648$salt$${hexKey}`, "iterations", 2 ** 31, 5_000_000],
  [`$pbkdf2-sha256$2147483648$c2FsdA$${key}`, "iterations", 2 ** 31, 5_000_000],
  [`payload$ab$pbkdf2-sha256-v2-i1000000-l512:${"a".repeat(1024)}`, "iterations", 16_000_000, 5_000_000],
  [`$scrypt$ln=30,r=8,p=1$c2FsdA$${key}`, "N", 2 ** 30, 2 ** 20],
  [`scrypt$1073741824$salt$8$1$${"A".repeat(86)}==`, "N", 2 ** 30, 2 ** 20],
  [`scrypt:1048576:8:1$salt$${hexKey}`, "memoryKib", 1_048_577, 262_144],
  [`scrypt:16384:8:64$salt$${hexKey}`, "work", 2 ** 23, 2 ** 22],
  [`$argon2id$v=19$m=8388608,t=1,p=1$c2FsdHNhbHQ$${key}`, "memoryKib", 2 ** 23, 2 ** 19],
  [`argon2$argon2id$v=19$m=8388608,t=1,p=1$c2FsdHNhbHQ$${key}`, "memoryKib", 2 ** 23, 2 ** 19],
  [`$argon2id$v=19$m=64,t=4294967295,p=1$c2FsdHNhbHQ$${key}`, "memoryPassesKib", 64 * (2 ** 32 - 1), 2 ** 21],
  [`$argon2id$v=19$m=2040,t=1,p=255$c2FsdHNhbHQ$${key}`, "lanes", 255, 64],
  [`$6$rounds=999999999$salt$${"A".repeat(86)}`, "rounds", 999_999_999, 1_000_000],
  [`$P$S${phpass}`, "rounds", 2 ** 30, 2 ** 20],
])("A06 refuses %s for its %s", (hash, exceeded, value, limit) => {
  expect(checkHashCost(hash)).toEqual({ ok: false, exceeded, value, limit });
});

it.each([
  `$2b$15$${bcrypt}`,
  `pbkdf2_sha256$5000000$salt$${key}=`,
  `$scrypt$ln=17,r=8,p=1$c2FsdA$${key}`,
  `scrypt:131072:8:4$salt$${hexKey}`,
  `$argon2id$v=19$m=524288,t=4,p=64$c2FsdHNhbHQ$${key}`,
  `$6$rounds=1000000$salt$${"A".repeat(86)}`,
  `$P$I${phpass}`,
])("allows %s", (hash) => {
  expect(checkHashCost(hash)).toEqual({ ok: true });
});

it("allows everything that the tools make by default, and what is no hash", () => {
  for (const { hash } of VECTORS) expect(checkHashCost(hash)).toEqual({ ok: true });
  for (const value of ["", "!", "a password", "$2b$31$"]) expect(checkHashCost(value)).toEqual({ ok: true });
});
