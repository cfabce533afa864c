import type { SourceValue } from "../values/source-value.ts";
import { type Codec, Repair } from "./codec.ts";

const FORM = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?\s*$/;

/** The years 1 to 9999: what both databases and four digits can hold. */
const MIN_MS = -62_135_596_800_000;
const MAX_MS = 253_402_300_799_999;
const isHeld = (ms: number) => ms >= MIN_MS && ms <= MAX_MS;
/** Below, a number counts seconds; from here on milliseconds, as JavaScript counts (1973-03-03 in milliseconds). */
const MS_FROM = 100_000_000_000;

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === "Z" || zone === "z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** Milliseconds, and whether the calendar knows the day and the clock the time. */
function parseText(text: string): { ms: number; isReal: boolean } | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const fraction = Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, fraction);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const ms = date.getTime() - offsetMs(match[8]);
  return isHeld(ms) ? { ms, isReal } : null;
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, "0"));
const two = (number: number) => TWO_DIGITS[number] ?? "";

/** `YYYY-MM-DD HH:MM:SS`, UTC: what SQLite's CURRENT_TIMESTAMP writes. Parts of a second are dropped. */
function sqlText(instant: Date): string {
  const year = instant.getUTCFullYear();
  const day = `${two(Math.floor(year / 100))}${two(year % 100)}-${two(instant.getUTCMonth() + 1)}-${two(instant.getUTCDate())}`;
  return `${day} ${two(instant.getUTCHours())}:${two(instant.getUTCMinutes())}:${two(instant.getUTCSeconds())}`;
}

const PLAIN = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** The form nearly every value has, without the cost of the general one; null where that one has to look. */
function parsePlain(text: string): Date | null {
  if (text.length !== 19 || !PLAIN.test(text)) return null;
  const at = (from: number) => (text.charCodeAt(from) - 48) * 10 + text.charCodeAt(from + 1) - 48;
  const year = at(0) * 100 + at(2);
  const date = new Date(Date.UTC(year, at(5) - 1, at(8), at(11), at(14), at(17)));
  // A day or an hour that does not exist is written differently, and so is a year before 100.
  return sqlText(date) === text && year > 0 ? date : null;
}

function fromNumber(value: bigint | number): number | null {
  const number = Number(value);
  const ms = Math.trunc(Math.abs(number) < MS_FROM ? number * 1000 : number);
  return isHeld(ms) ? ms : null;
}

function decodeInstant(value: Exclude<SourceValue, null>, otherwise: Date): Date | Repair<Date> {
  if (typeof value === "string") {
    const plain = parsePlain(value);
    if (plain) return plain;
    const parsed = parseText(value);
    if (!parsed) return new Repair(otherwise, "not-a-date");
    return parsed.isReal ? new Date(parsed.ms) : new Repair(new Date(parsed.ms), "no-such-day");
  }
  const ms = typeof value === "bigint" || typeof value === "number" ? fromNumber(value) : null;
  return ms === null ? new Repair(otherwise, "not-a-date") : new Repair(new Date(ms), "date-as-number");
}

/**
 * An instant, stored as text in UTC: `YYYY-MM-DD HH:MM:SS` or ISO 8601, with or without parts of a second and an offset.
 * Numbers count seconds or milliseconds since 1970. What is none of these, or NULL, becomes 1970.
 */
export function instant(): Codec<Date> {
  const otherwise = new Date(0);
  return {
    decode: (value) => (value === null ? new Repair(otherwise, "missing-date") : decodeInstant(value, otherwise)),
    encode: sqlText,
    shows: "value",
  };
}
