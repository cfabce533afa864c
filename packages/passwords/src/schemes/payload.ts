import { COUNT, type FieldRule } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import { pbkdf2Reading } from "./pbkdf2.ts";
import type { HashFault } from "./scheme-name.ts";
import type { HashReading, Scheme } from "./scheme.ts";

/** Payload CMS: hexadecimal, with what its newer releases write before it. */
const HASH = /^(?:pbkdf2-sha256-v2-i(?<iterations>\d+)-l(?<bytes>\d+):|(?<v1>pbkdf2-sha256-v1:))?(?<key>[0-9a-f]*)$/;

const RULES = {
  salt: { whole: /^[0-9a-f]+$/, cut: /^$/ },
  hash: { whole: HASH, cut: /^[-:a-z0-9]*$/ },
} satisfies Record<string, FieldRule>;

const MAX_KEY_BYTES = 512;

/** Payload's columns `salt` and `hash`, joined by `encodeImportedHash`. The salt's text is used as it is written. */
export const PAYLOAD_SCHEME: Scheme = { name: "payload", prefix: "payload$", read: readPayload };

function readPayload(rest: string): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: RULES });
  if (typeof fields === "string") return fields;
  const { key = "", ...groups } = HASH.exec(fields.hash)?.groups ?? {};
  const { iterations, bytes } = parametersOf(groups);
  if (!COUNT.whole.test(iterations) || !COUNT.whole.test(bytes) || Number(bytes) > MAX_KEY_BYTES) return "malformed";
  if (key.length !== Number(bytes) * 2) return key.length < Number(bytes) * 2 ? "truncated" : "malformed";
  const [salt, keyBytes] = [Buffer.from(fields.salt), Buffer.from(key, "hex")];
  return pbkdf2Reading({ digest: "sha256", iterations: Number(iterations), salt, key: keyBytes });
}

function parametersOf(groups: Record<string, string | undefined>): { iterations: string; bytes: string } {
  const { iterations, bytes, v1 } = groups;
  if (iterations !== undefined && bytes !== undefined) return { iterations, bytes };
  return v1 ? { iterations: "600000", bytes: "32" } : { iterations: "25000", bytes: "512" };
}
