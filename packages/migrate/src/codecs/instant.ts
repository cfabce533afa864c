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

const [DASH, SPACE, COLON] = [45, 32, 58];
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Two digits as a number; far below zero where a character is none. */
function digits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -100_000;
}

/** Days since 1970 of a day of the Gregorian calendar; years end in February, so that a leap day is the last of its own. */
function daysSince1970(year: number, month: number, day: number): number {
  const ofYear = month > 2 ? year : year - 1;
  const leapDays = Math.floor(ofYear / 4) - Math.floor(ofYear / 100) + Math.floor(ofYear / 400);
  return ofYear * 365 + leapDays + Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 719_469;
}

/** Milliseconds of the form that nearly every value has, without the cost of the general one; NaN where that one has to look. */
function parsePlain(text: string): number {
  const isDate = text.length === 19 && text.charCodeAt(4) === DASH && text.charCodeAt(7) === DASH && text.charCodeAt(10) === SPACE;
  if (!isDate || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return Number.NaN;
  const year = digits(text, 0) * 100 + digits(text, 2);
  const month = digits(text, 5);
  const day = digits(text, 8);
  const hour = digits(text, 11);
  const minute = digits(text, 14);
  const second = digits(text, 17);
  const isDay = year >= 1 && month >= 1 && day >= 1 && day <= (DAYS[month - 1] ?? 0) && (month !== 2 || day < 29 || isLeap(year));
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!isDay || !isTime) return Number.NaN;
  return (daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second) * 1000;
}

function fromNumber(value: bigint | number): number | null {
  const number = Number(value);
  const ms = Math.trunc(Math.abs(number) < MS_FROM ? number * 1000 : number);
  return isHeld(ms) ? ms : null;
}

function decodeInstant(value: Exclude<SourceValue, null>, otherwise: Date): Date | Repair<Date> {
  if (typeof value === "string") {
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
  // Whoever has decoded a value encodes it next, to see whether it comes back.
  let lastText = "";
  let lastDate: Date | null = null;
  return {
    decode(value) {
      if (value === null) return new Repair(otherwise, "missing-date");
      const plain = typeof value === "string" ? parsePlain(value) : Number.NaN;
      if (Number.isNaN(plain) || typeof value !== "string") return decodeInstant(value, otherwise);
      lastText = value;
      lastDate = new Date(plain);
      return lastDate;
    },
    encode: (date) => (date === lastDate ? lastText : sqlText(date)),
    isStoredAs: (value, stored) => typeof value === "string" && parsePlain(value) === stored,
    shows: "value",
    rules: {
      takes: "a date as text: YYYY-MM-DD HH:MM:SS or ISO 8601, UTC unless it says otherwise",
      repairs: {
        "missing-date": "1970-01-01",
        "not-a-date": "1970-01-01",
        "no-such-day": "the day it runs over into, such as 1 March for 29 February",
        "date-as-number": "so many seconds since 1970, or milliseconds where it is large",
      },
      refusals: [],
    },
  };
}
