import { isEqual } from "../crypto/is-equal.ts";
import { shaCrypt, type ShaCryptDigest } from "../crypto/sha-crypt.ts";
import { characters, type FieldRule } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import { HASH_LIMITS } from "../hash-limits.ts";
import type { HashFault } from "./scheme-name.ts";
import type { HashReading, Scheme } from "./scheme.ts";

const DEFAULT_ROUNDS = 5000;

// The algorithm clamps other counts into this range and writes the clamped one, so that none other is ever stored.
const ROUNDS = /^rounds=([1-9]\d{3,8})\$/;
const SALT: FieldRule = { whole: /^[!-#%-9;-~]{0,16}$/, cut: /^$/ };

/** SHA-crypt, "Unix crypt using SHA-256 and SHA-512" (akkadia.org/drepper/SHA-crypt.txt). */
export const SHA_CRYPT_SCHEMES: readonly Scheme[] = [
  { name: "sha-crypt", prefix: "$5$", read: (rest) => readShaCrypt({ digest: "sha256", length: 43, rest }) },
  { name: "sha-crypt", prefix: "$6$", read: (rest) => readShaCrypt({ digest: "sha512", length: 86, rest }) },
];

function readShaCrypt(options: { digest: ShaCryptDigest; length: number; rest: string }): HashReading | HashFault {
  const { digest, length, rest } = options;
  const [setting = "", stated] = ROUNDS.exec(rest) ?? [];
  const rounds = Number(stated ?? DEFAULT_ROUNDS);
  const rules = { salt: SALT, key: characters({ set: "./A-Za-z0-9", length }) };
  const fields = readFields({ value: rest.slice(setting.length), rules });
  if (typeof fields === "string") return fields;
  const { salt, key } = fields;
  return {
    parameters: { digest, rounds },
    costs: () => [{ parameter: "rounds", value: rounds, limit: HASH_LIMITS.shaCryptRounds }],
    async matches({ password }) {
      const computed = await shaCrypt({ digest, password, salt: Buffer.from(salt), rounds });
      return isEqual(Buffer.from(computed), Buffer.from(key));
    },
  };
}
