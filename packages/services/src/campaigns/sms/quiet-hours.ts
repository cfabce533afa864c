import type { QuietHours } from "@causeway/contract";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight there. */
function localMinute(at: Date, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    formats.set(timeZone, format);
  }
  return readTime(format.format(at));
}

function readTime(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}

function isQuiet(at: Date, { from, until }: QuietHours, timeZone: string): boolean {
  const minute = localMinute(at, timeZone);
  const [start, end] = [readTime(from), readTime(until)];
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/**
 * `at`, or the first minute after it that is not quiet there. Right on days with 23 or 25 hours: the guess by the clock is
 * corrected minute by minute.
 */
export function nextSendTime(at: Date, quietHours: QuietHours | null, timeZone: string): Date {
  if (quietHours === null || !isQuiet(at, quietHours, timeZone)) return at;
  const missing = (readTime(quietHours.until) - localMinute(at, timeZone) + DAY_MINUTES) % DAY_MINUTES;
  let next = Math.floor(at.getTime() / MINUTE_MS) + missing;
  const quietAt = (minute: number) => isQuiet(new Date(minute * MINUTE_MS), quietHours, timeZone);
  while (quietAt(next)) next++;
  while (next * MINUTE_MS > at.getTime() && !quietAt(next - 1)) next--;
  return new Date(next * MINUTE_MS);
}
