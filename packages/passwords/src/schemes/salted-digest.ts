import { createHash, createHmac } from "node:crypto";
import { type DigestName, DIGEST_SIZES } from "../crypto/digest-sizes.ts";
import { isEqual } from "../crypto/is-equal.ts";
import { decodeBase64 } from "../encoding/base64.ts";
import { base64, type FieldRule, hex, TEXT, TEXT_OR_NOTHING } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import type { HashFault } from "./scheme-name.ts";
import type { HashReading, Scheme } from "./scheme.ts";

/** One round of a digest over salt and password: cheap to guess, so renewed at the first chance. */
export const SALTED_DIGEST_SCHEMES: readonly Scheme[] = [
  ...(["md5", "sha1"] as const).map((digest) => ({
    name: "django-digest" as const,
    prefix: `${digest}$`,
    read: (rest: string) => readDjango({ digest, rest }),
  })),
  ...(["sha224", "sha256", "sha384", "sha512"] as const).map((digest) => ({
    name: "werkzeug-hmac" as const,
    prefix: `${digest}$`,
    read: (rest: string) => readWerkzeug({ digest, rest }),
  })),
  ...(["sha1", "sha256", "sha512"] as const).map((digest) => ({
    name: "salted-sha" as const,
    prefix: `$${digest}$pf=`,
    read: (rest: string) => readSaltedSha({ digest, rest }),
  })),
];

/**
 * Django: salt, then password. Its unsalted kinds are the same with an empty salt. Old releases of Werkzeug wrote an HMAC
 * keyed by the salt in exactly this form, so both are compared.
 */
function readDjango({ digest, rest }: { digest: DigestName; rest: string }): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: { salt: TEXT_OR_NOTHING, key: hex(DIGEST_SIZES[digest]) } });
  if (typeof fields === "string") return fields;
  const key = Buffer.from(fields.key, "hex");
  const compute = (password: Buffer) => createHash(digest).update(fields.salt).update(password).digest();
  const computeHmac = (password: Buffer) => createHmac(digest, fields.salt).update(password).digest();
  return {
    parameters: { digest },
    costs: () => [],
    matches: ({ password }) => {
      const [isDjango, isWerkzeug] = [compute, computeHmac].map((of) => isEqual(of(password), key));
      return Promise.resolve(isDjango === true || (isWerkzeug === true && fields.salt !== ""));
    },
  };
}

/** Werkzeug < 3: HMAC (RFC 2104) with the salt as the key. */
function readWerkzeug({ digest, rest }: { digest: DigestName; rest: string }): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: { salt: TEXT, key: hex(DIGEST_SIZES[digest]) } });
  if (typeof fields === "string") return fields;
  const compute = (password: Buffer) => createHmac(digest, fields.salt).update(password).digest();
  return digestReading({ digest, key: Buffer.from(fields.key, "hex"), compute });
}

const PLACES = /(\{SALT\}|\{PASSWORD\})/;

/** Ory's import form: a template that says where salt and password stand, the salt and the digest, all in Base64. */
function readSaltedSha({ digest, rest }: { digest: DigestName; rest: string }): HashReading | HashFault {
  const size = DIGEST_SIZES[digest];
  const dialect = "standard";
  const text: FieldRule = base64({ dialect, min: 1, max: 1024 });
  const fields = readFields({ value: rest, rules: { template: text, salt: text, key: base64({ dialect, min: size }) } });
  if (typeof fields === "string") return fields;
  const [template, salt] = [decodeBase64({ text: fields.template, dialect }), decodeBase64({ text: fields.salt, dialect })];
  const key = decodeBase64({ text: fields.key, dialect });
  const parts = template?.toString().split(PLACES) ?? [];
  if (!salt || key?.length !== size || !parts.includes("{PASSWORD}")) return "malformed";
  const compute = (password: Buffer) => {
    const values = new Map([
      ["{SALT}", salt],
      ["{PASSWORD}", password],
    ]);
    return createHash(digest)
      .update(Buffer.concat(parts.map((part) => values.get(part) ?? Buffer.from(part))))
      .digest();
  };
  return digestReading({ digest, key, compute });
}

function digestReading(options: { digest: DigestName; key: Buffer; compute: (password: Buffer) => Buffer }): HashReading {
  const { digest, key, compute } = options;
  return {
    parameters: { digest },
    costs: () => [],
    matches: ({ password }) => Promise.resolve(isEqual(compute(password), key)),
  };
}
