import { type LoggerOptions, stdTimeFunctions } from "pino";
import { describeError } from "./describe-error.ts";

/** Fields whose name holds one of these words are struck out, however deep they lie. */
const SECRET_WORDS = /pass(?:word|phrase)|secret|token|authorization|cookie|api-?key|backup-?code|totp/i;
const CENSORED = "[secret]";
const MAX_DEPTH = 8;

/** What gives a secret away in any text: tokens (RFC 7519), credentials in headers and addresses, our own API keys. */
const SECRET_TEXTS: [RegExp, string][] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, CENSORED],
  [/\b(bearer|basic) [\w.~+/=-]+/gi, `$1 ${CENSORED}`],
  [/\bcw_[a-f0-9]{12}_[\w-]+/g, CENSORED],
  [/(:\/\/[^\s:/@]*):[^\s/@]*@/g, `$1:${CENSORED}@`],
  [/([?&#][\w-]*(?:token|password|secret|signature|key|code)[\w-]*=)[^\s&#"']+/gi, `$1${CENSORED}`],
];

function mask(value: unknown, depth: number): unknown {
  if (typeof value === "string") return SECRET_TEXTS.reduce((text, [pattern, shown]) => text.replace(pattern, shown), value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth > MAX_DEPTH) return "[deeper]";
  if (Array.isArray(value)) return value.map((item) => mask(item, depth + 1));
  return maskFields(value instanceof Error ? describeError(value) : value, depth + 1);
}

function maskFields(fields: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(fields);
  return Object.fromEntries(entries.map(([name, value]) => [name, SECRET_WORDS.test(name) ? CENSORED : mask(value, depth)]));
}

/**
 * How every logger of the product is made: one JSON line per entry; errors with their causes, without the values of statements;
 * secrets struck out by name at any depth, and by form in any text.
 */
export const LOG_OPTIONS = {
  base: null,
  timestamp: stdTimeFunctions.isoTime,
  formatters: { log: (fields) => maskFields(fields, 0) },
  // The formatter has described errors already.
  serializers: { err: (described: unknown) => described },
} satisfies LoggerOptions;
