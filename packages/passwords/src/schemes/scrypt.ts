import { deriveScrypt, type ScryptParameters } from "../crypto/derive-scrypt.ts";
import { isEqual } from "../crypto/is-equal.ts";
import { decodeBase64 } from "../encoding/base64.ts";
import { base64, COUNT, type FieldRule, hex, TEXT } from "../encoding/field-rules.ts";
import { readFields } from "../encoding/read-fields.ts";
import { HASH_LIMITS } from "../hash-limits.ts";
import type { HashFault } from "./scheme-name.ts";
import type { Cost, HashReading, Scheme } from "./scheme.ts";

/** What Django and Werkzeug make of every password. */
const KEY_BYTES = 64;

/** passlib and the PHC libraries make the one, node:crypto's documentation the other. */
const PHC_KEY_BYTES = new Set([32, 64]);

const PHC_RULES = {
  costs: { whole: /^ln=(?<ln>[1-9]\d?),r=(?<r>[1-9]\d{0,9}),p=(?<p>[1-9]\d{0,9})$/, cut: /^[lnrp=,\d]*$/ },
  salt: base64({ dialect: "phc", min: 0, max: 1024 }),
  key: base64({ dialect: "phc", min: 32, max: 64 }),
} satisfies Record<string, FieldRule>;

const DJANGO_RULES = { N: COUNT, salt: TEXT, r: COUNT, p: COUNT, key: base64({ dialect: "standard", min: KEY_BYTES }) };

const WERKZEUG_RULES = {
  costs: { whole: /^(?<N>[1-9]\d{0,14}):(?<r>[1-9]\d{0,9}):(?<p>[1-9]\d{0,9})$/, cut: /^[:\d]*$/ },
  salt: TEXT,
  key: hex(KEY_BYTES),
} satisfies Record<string, FieldRule>;

/** scrypt (RFC 7914) as a PHC string, which passlib writes too, and as Django and Werkzeug write it. */
export const SCRYPT_SCHEMES: readonly Scheme[] = [
  { name: "scrypt", prefix: "$scrypt$", read: readPhc },
  { name: "django-scrypt", prefix: "scrypt$", read: readDjango },
  { name: "werkzeug-scrypt", prefix: "scrypt:", read: readWerkzeug },
];

function readPhc(rest: string): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: PHC_RULES });
  if (typeof fields === "string") return fields;
  const { ln, r, p } = PHC_RULES.costs.whole.exec(fields.costs)?.groups ?? {};
  const salt = decodeBase64({ text: fields.salt, dialect: "phc" });
  if (!salt) return "malformed";
  // A shorter key is the beginning of a longer one: at any length, a hash that was cut would go on matching.
  const key = decodeBase64({ text: fields.key, dialect: "phc" });
  if (!key || !PHC_KEY_BYTES.has(key.length)) return "truncated";
  return scryptReading({ N: 2 ** Number(ln), r: Number(r), p: Number(p), salt, key });
}

function readDjango(rest: string): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: DJANGO_RULES });
  if (typeof fields === "string") return fields;
  const key = decodeBase64({ text: fields.key, dialect: "standard" });
  if (key?.length !== KEY_BYTES) return "malformed";
  return scryptReading({ N: Number(fields.N), r: Number(fields.r), p: Number(fields.p), salt: Buffer.from(fields.salt), key });
}

function readWerkzeug(rest: string): HashReading | HashFault {
  const fields = readFields({ value: rest, rules: WERKZEUG_RULES });
  if (typeof fields === "string") return fields;
  const { N, r, p } = WERKZEUG_RULES.costs.whole.exec(fields.costs)?.groups ?? {};
  const [salt, key] = [Buffer.from(fields.salt), Buffer.from(fields.key, "hex")];
  return scryptReading({ N: Number(N), r: Number(r), p: Number(p), salt, key });
}

function scryptReading(options: ScryptParameters & { salt: Buffer; key: Buffer }): HashReading | HashFault {
  const { N, r, p, salt, key } = options;
  if (!isPossible({ N, r, p })) return "malformed";
  return {
    parameters: { N, r, p, keyBytes: key.length },
    costs: () => scryptCosts({ N, r, p }),
    matches: async ({ password }) => isEqual(await deriveScrypt({ password, salt, N, r, p, bytes: key.length }), key),
  };
}

/** RFC 7914 §2: N a power of two above 1 and below 2^(128 · r / 8); p at most (2³² − 1) · 32 / (128 · r). */
function isPossible({ N, r, p }: ScryptParameters): boolean {
  const log = Math.log2(N);
  return Number.isInteger(log) && log >= 1 && log < 16 * r && p <= ((2 ** 32 - 1) * 32) / (128 * r);
}

export function scryptCosts({ N, r, p }: ScryptParameters): readonly Cost[] {
  return [
    { parameter: "N", value: N, limit: HASH_LIMITS.scryptN },
    { parameter: "memoryKib", value: (128 * r * (N + p)) / 1024, limit: HASH_LIMITS.scryptMemoryKib },
    { parameter: "work", value: N * r * p, limit: HASH_LIMITS.scryptWork },
  ];
}
