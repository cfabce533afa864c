import { hashRaw } from "@node-rs/argon2";
import { isEqual } from "../crypto/is-equal.ts";
import { decodeBase64 } from "../encoding/base64.ts";
import { base64, type FieldRule } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import { HASH_LIMITS } from "../hash-limits.ts";
import type { HashFault } from "./scheme-name.ts";
import type { HashReading, Scheme } from "./scheme.ts";

/** Numbered as RFC 9106 §3.1 does, which is what @node-rs/argon2 takes. */
const VARIANTS = { argon2d: 0, argon2i: 1, argon2id: 2 } as const;

const NATIVE_VERSIONS = { 16: 0, 19: 1 } as const;

const VERSION = /^v=(?:16|19)\$/;

const MIN_DIGEST_BYTES = 16;
const WORD_BYTES = 4;

const RULES = {
  costs: {
    whole: /^m=(?<memory>[1-9]\d{0,9}),t=(?<passes>[1-9]\d{0,9}),p=(?<lanes>[1-9]\d{0,7})$/,
    cut: /^[vmtp=,\d]*$/,
  },
  salt: base64({ dialect: "phc", min: 8, max: 256 }),
  digest: base64({ dialect: "phc", min: MIN_DIGEST_BYTES, max: 256 }),
} satisfies Record<string, FieldRule>;

/** PHC strings (github.com/P-H-C/phc-string-format), and Django's, which puts its own name before. */
export const ARGON2_SCHEMES: readonly Scheme[] = Object.entries(VARIANTS).flatMap(([variant, algorithm]) => {
  const read = (rest: string) => readArgon2({ variant, algorithm, rest });
  return [
    { name: "argon2", prefix: `$${variant}$`, read },
    { name: "django-argon2", prefix: `argon2$${variant}$`, read },
  ] as const;
});

function readArgon2(options: { variant: string; algorithm: 0 | 1 | 2; rest: string }): HashReading | HashFault {
  const { variant, algorithm, rest } = options;
  const [setting = ""] = VERSION.exec(rest) ?? [];
  const fields = readFields({ value: rest.slice(setting.length), rules: RULES });
  if (typeof fields === "string") return fields;
  // Hashes without a version are older than the field: 0x10.
  const version = setting === "v=19$" ? 19 : 16;
  const { memory, passes, lanes } = RULES.costs.whole.exec(fields.costs)?.groups ?? {};
  const [memoryCost, timeCost, parallelism] = [Number(memory), Number(passes), Number(lanes)];
  const salt = decodeBase64({ text: fields.salt, dialect: "phc" });
  if (!salt || memoryCost < 8 * parallelism) return "malformed";
  // A digest may have any length; tools make whole words, so that anything else was cut.
  const digest = decodeBase64({ text: fields.digest, dialect: "phc" });
  if (!digest || digest.length % WORD_BYTES !== 0) return "truncated";
  return {
    parameters: { variant, version, memoryKib: memoryCost, passes: timeCost, lanes: parallelism },
    costs: () => [
      { parameter: "memoryKib", value: memoryCost, limit: HASH_LIMITS.argon2MemoryKib },
      { parameter: "memoryPassesKib", value: memoryCost * timeCost, limit: HASH_LIMITS.argon2MemoryPassesKib },
      { parameter: "lanes", value: parallelism, limit: HASH_LIMITS.argon2Lanes },
    ],
    async matches({ password }) {
      const outputLen = digest.length;
      const params = { algorithm, version: NATIVE_VERSIONS[version], memoryCost, timeCost, parallelism, salt, outputLen };
      return isEqual(await hashRaw(password, params), digest);
    },
  };
}
