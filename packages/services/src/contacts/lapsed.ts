import { LAPSED_AFTER_DAYS } from "@causeway/contract";
import { daysBefore, startOfDay, utcDay } from "../restaurants/days.ts";

/** True when midnight UTC of the day is before now minus thirty days: so a day exactly thirty days ago counts. */
export function isLapsed(lastOrderOn: string | null, now: Date): boolean {
  return lastOrderOn !== null && startOfDay(lastOrderOn) < daysBefore(now, LAPSED_AFTER_DAYS);
}

/** The last day whose customers are lapsed: `isLapsed` of a day is the day being this one or earlier. */
export function lastLapsedDay(now: Date): string {
  return utcDay(new Date(daysBefore(now, LAPSED_AFTER_DAYS).getTime() - 1));
}
