import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { type DigestName, DIGEST_SIZES } from "../crypto/digest-sizes.ts";
import { isEqual } from "../crypto/is-equal.ts";
import { decodeBase64 } from "../encoding/base64.ts";
import { base64, COUNT, hex, TEXT } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import { HASH_LIMITS } from "../hash-limits.ts";
import type { HashFault } from "./scheme-name.ts";
import type { HashReading, Scheme } from "./scheme.ts";

const derive = promisify(pbkdf2);

/** PBKDF2 (RFC 8018 §5.2) as Django, Werkzeug and passlib write it; the key is as long as the digest. */
export const PBKDF2_SCHEMES: readonly Scheme[] = [
  ...(["sha1", "sha256"] as const).map((digest) => ({
    name: "django-pbkdf2" as const,
    prefix: `pbkdf2_${digest}$`,
    read: (rest: string) => readDjango({ digest, rest }),
  })),
  ...(["sha1", "sha224", "sha256", "sha384", "sha512"] as const).map((digest) => ({
    name: "werkzeug-pbkdf2" as const,
    prefix: `pbkdf2:${digest}:`,
    read: (rest: string) => readWerkzeug({ digest, rest }),
  })),
  ...(
    [
      ["$pbkdf2$", "sha1"],
      ["$pbkdf2-sha256$", "sha256"],
      ["$pbkdf2-sha512$", "sha512"],
    ] as const
  ).map(([prefix, digest]) => ({
    name: "passlib-pbkdf2" as const,
    prefix,
    read: (rest: string) => readPasslib({ digest, rest }),
  })),
];

function readDjango({ digest, rest }: { digest: DigestName; rest: string }): HashReading | HashFault {
  const size = DIGEST_SIZES[digest];
  const rules = { iterations: COUNT, salt: TEXT, key: base64({ dialect: "standard", min: size }) };
  const fields = readFields({ value: rest, rules });
  if (typeof fields === "string") return fields;
  const key = decodeBase64({ text: fields.key, dialect: "standard" });
  if (key?.length !== size) return "malformed";
  return pbkdf2Reading({ digest, iterations: Number(fields.iterations), salt: Buffer.from(fields.salt), key });
}

function readWerkzeug({ digest, rest }: { digest: DigestName; rest: string }): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: { iterations: COUNT, salt: TEXT, key: hex(DIGEST_SIZES[digest]) } });
  if (typeof fields === "string") return fields;
  const [salt, key] = [Buffer.from(fields.salt), Buffer.from(fields.key, "hex")];
  return pbkdf2Reading({ digest, iterations: Number(fields.iterations), salt, key });
}

function readPasslib({ digest, rest }: { digest: DigestName; rest: string }): HashReading | HashFault {
  const size = DIGEST_SIZES[digest];
  const dialect = "adapted";
  const rules = { iterations: COUNT, salt: base64({ dialect, min: 0, max: 1024 }), key: base64({ dialect, min: size }) };
  const fields = readFields({ value: rest, rules });
  if (typeof fields === "string") return fields;
  const salt = decodeBase64({ text: fields.salt, dialect });
  const key = decodeBase64({ text: fields.key, dialect });
  if (!salt || key?.length !== size) return "malformed";
  return pbkdf2Reading({ digest, iterations: Number(fields.iterations), salt, key });
}

/** Shared with Payload, whose keys are longer than the digest: each further block costs all iterations again. */
export function pbkdf2Reading(options: { digest: DigestName; iterations: number; salt: Buffer; key: Buffer }): HashReading {
  const { digest, iterations, salt, key } = options;
  const value = iterations * Math.ceil(key.length / DIGEST_SIZES[digest]);
  return {
    parameters: { digest, iterations, keyBytes: key.length },
    costs: () => [{ parameter: "iterations", value, limit: HASH_LIMITS.pbkdf2Iterations }],
    matches: async ({ password }) => isEqual(await derive(password, salt, iterations, key.length, digest), key),
  };
}
