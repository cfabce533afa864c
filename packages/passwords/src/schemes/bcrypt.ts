import { createHash, createHmac } from "node:crypto";
import { verify } from "@node-rs/bcrypt";
import type { FieldRule } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import { HASH_LIMITS } from "../hash-limits.ts";
import type { VerifyOptions } from "../verify-options.ts";
import type { HashFault, SchemeName } from "./scheme-name.ts";
import type { Attempt, HashReading, Scheme } from "./scheme.ts";

// The last digit of the salt (and of the digest) carries 4 (2) bits that belong to no byte: tools write them as zeros.
const SALT = "[./A-Za-z0-9]{21}[.Oeu]";
const DIGEST = "[./A-Za-z0-9]{30}[.CGKOSWaeimquy26]";

const RULES = {
  cost: { whole: /^(?:0[4-9]|[12]\d|3[01])$/, cut: /^\d?$/ },
  saltAndDigest: { whole: new RegExp(`^${SALT}${DIGEST}$`), cut: /^[./A-Za-z0-9]{0,52}$/ },
} satisfies Record<string, FieldRule>;

const PASSLIB_RULES = {
  setting: {
    whole: /^(?:v=2,t=(?<type2>2b),r=(?<cost2>[1-9]|[12]\d|3[01])|(?<type1>2[ab]),(?<cost1>[1-9]|[12]\d|3[01]))$/,
    cut: /^[vtrab=,\d]*$/,
  },
  salt: { whole: new RegExp(`^${SALT}$`), cut: /^[./A-Za-z0-9]{0,21}$/ },
  digest: { whole: new RegExp(`^${DIGEST}$`), cut: /^[./A-Za-z0-9]{0,30}$/ },
} satisfies Record<string, FieldRule>;

/** What is given to bcrypt in the place of the password. */
type Prepare = (attempt: Attempt) => Buffer | string;

// 2x (crypt_blowfish's sign bug) differs from the others for non-ASCII passwords only: those never match here.
const VERSIONS = ["2a", "2b", "2x", "2y"] as const;

const FORMS: { name: SchemeName; before: string; prepare: Prepare; requires?: keyof VerifyOptions }[] = [
  { name: "bcrypt", before: "", prepare: ({ password }) => password },
  { name: "django-bcrypt", before: "bcrypt$", prepare: ({ password }) => password },
  {
    name: "django-bcrypt-sha256",
    before: "bcrypt_sha256$",
    prepare: ({ password }) => createHash("sha256").update(password).digest("hex"),
  },
  {
    name: "peppered-bcrypt",
    before: "bcrypt_peppered$",
    prepare: ({ password, options }) => Buffer.concat([password, Buffer.from(options.pepper ?? "")]),
    requires: "pepper",
  },
];

/** bcrypt, which uses the first 72 bytes only, and what others built on it. */
export const BCRYPT_SCHEMES: readonly Scheme[] = [
  ...FORMS.flatMap(({ name, before, ...form }) =>
    VERSIONS.map((version) => ({
      name,
      prefix: `${before}$${version}$`,
      read: (rest: string) => readModular({ version, rest, ...form }),
    })),
  ),
  { name: "passlib-bcrypt-sha256", prefix: "$bcrypt-sha256$", read: readPasslib },
];

function readModular(options: {
  version: string;
  rest: string;
  prepare: Prepare;
  requires?: keyof VerifyOptions;
}): HashReading | HashFault {
  const { version, rest, prepare, requires } = options;
  const fields = readFields({ value: rest, rules: RULES });
  if (typeof fields === "string") return fields;
  const reading = bcryptReading({ version, cost: Number(fields.cost), saltAndDigest: fields.saltAndDigest, prepare });
  return requires ? { ...reading, requires } : reading;
}

function readPasslib(rest: string): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: PASSLIB_RULES });
  if (typeof fields === "string") return fields;
  const { type1, type2, cost1, cost2 } = PASSLIB_RULES.setting.whole.exec(fields.setting)?.groups ?? {};
  const cost = Number(cost1 ?? cost2);
  if (cost < 4) return "malformed";
  const form = type2 ? 2 : 1;
  const digest = (password: Buffer) =>
    form === 2 ? createHmac("sha256", fields.salt).update(password) : createHash("sha256").update(password);
  const reading = bcryptReading({
    version: type1 ?? type2 ?? "2b",
    cost,
    saltAndDigest: fields.salt + fields.digest,
    prepare: ({ password }) => digest(password).digest("base64"),
  });
  return { ...reading, parameters: { ...reading.parameters, form } };
}

function bcryptReading(options: { version: string; cost: number; saltAndDigest: string; prepare: Prepare }): HashReading {
  const { version, cost, saltAndDigest, prepare } = options;
  const hash = `$${version}$${String(cost).padStart(2, "0")}$${saltAndDigest}`;
  return {
    parameters: { version, cost },
    costs: () => [{ parameter: "cost", value: cost, limit: HASH_LIMITS.bcryptCost }],
    matches: (attempt) => verify(prepare(attempt), hash),
  };
}
