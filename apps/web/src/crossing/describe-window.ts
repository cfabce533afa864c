import type { TokenWindow } from "@causeway/contract";
import { formatDay, formatNumber } from "../lib/format.ts";

/** As long without an old token as weekly visitors need to have been here twice. */
const QUIET_DAYS = 14;

const plural = (count: number, noun: string) => `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;

/** Days of the chart, up to and with the last, on which no genuine old token came. */
function quietDays(daily: TokenWindow["daily"]): number {
  const last = daily.findLastIndex(({ accepted, exchanged, closed }) => accepted + exchanged + closed > 0);
  return daily.length - 1 - last;
}

/** What the numbers mean for whoever has to decide when the window closes. */
export function describeUse({ daily, isOpen }: Pick<TokenWindow, "daily" | "isOpen">): string {
  const quiet = quietDays(daily);
  if (quiet === daily.length)
    return `No old token in the last ${plural(quiet, "day")}.${isOpen ? " The window can be closed." : ""}`;
  if (quiet === 0)
    return isOpen ? "Old tokens still come today." : "People with old tokens still come today, and have to sign in again.";
  const words = `No old token for ${plural(quiet, "day")}`;
  if (!isOpen) return `${words}.`;
  return quiet >= QUIET_DAYS ? `${words}: the window can be closed.` : `${words}. Wait until it is ${plural(QUIET_DAYS, "day")}.`;
}

export function describeEnd({
  isOpen,
  until,
  daysLeft,
  hasSecret,
}: Pick<TokenWindow, "isOpen" | "until" | "daysLeft" | "hasSecret">): string {
  if (isOpen && until === null) return "Open without an end";
  if (isOpen) return `Open until ${formatDay(until ?? "")}, ${plural(daysLeft ?? 0, "day")} left`;
  if (until === null || !hasSecret) return "Not set up";
  return `Closed since the end of ${formatDay(until)}`;
}
