const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** A code that customers can remember: the first letters of what it is for, and the day it was made (UTC). */
export function suggestPromoCode(subject: string, now: Date): string {
  const letters = subject
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^A-Z]/g, "")
    .slice(0, 6);
  return `${letters}${DAYS[now.getUTCDay()] ?? ""}`;
}
