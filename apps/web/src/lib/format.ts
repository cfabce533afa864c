import { CURRENCY } from "@causeway/contract";

/** The page is in English, so dates and numbers follow the reader's own English, if they have one. */
const locale = navigator.languages.find((language) => /^en\b/i.test(language)) ?? "en-GB";

const wholeNumber = new Intl.NumberFormat(locale);
const compactNumber = new Intl.NumberFormat(locale, { notation: "compact" });
const money = (digits: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(locale, { style: "currency", currency: CURRENCY, currencyDisplay: "narrowSymbol", ...digits });
const amount = money({});
const wholeAmount = money({ maximumFractionDigits: 0 });
const shortAmount = money({ notation: "compact", maximumSignificantDigits: 3 });
const partsOfCents = money({ maximumFractionDigits: 4 });
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
const rate = new Intl.NumberFormat(locale, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const utcDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
const utcWeekday = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });

export const formatNumber = (value: number): string => wholeNumber.format(value);
/** For an axis: `12K` from ten thousand on. */
export const formatShort = (value: number): string => (value < 10_000 ? formatNumber(value) : compactNumber.format(value));
/** What stands before an amount. */
export const CURRENCY_SIGN = amount.formatToParts(0).find(({ type }) => type === "currency")?.value ?? CURRENCY;
/** An amount given in minor units. */
export const formatAmount = (minorUnits: number): string => amount.format(minorUnits / 100);
/** An amount given in main units, where cents would be in the way. */
export const formatWholeAmount = (units: number): string => wholeAmount.format(units);
/** The same for an axis: `$1.5K` from a thousand on. */
export const formatShortAmount = (units: number): string => shortAmount.format(units);
/** What text messages cost. Given in millionths; below a cent the parts of it are shown. */
export const formatMicros = (micros: number): string =>
  (micros > 0 && micros < 10_000 ? partsOfCents : amount).format(micros / 1_000_000);
export const formatShare = (share: number): string => percent.format(share);
/** A share that is small. */
export const formatRate = (share: number): string => rate.format(share);
export const formatDate = (value: Date): string => date.format(value);
export const formatDateTime = (value: Date): string => dateAndTime.format(value);
/** A UTC calendar day, `YYYY-MM-DD`. */
export const formatDay = (day: string): string => utcDay.format(new Date(`${day}T00:00:00Z`));
export const formatWeekday = (day: string): string => utcWeekday.format(new Date(`${day}T00:00:00Z`));

/** From the first of some days to the last: `15 – 21 Nov`. */
export function formatDays(days: readonly { day: string }[]): string {
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? utcDay.formatRange(new Date(`${first.day}T00:00:00Z`), new Date(`${last.day}T00:00:00Z`)) : "";
}

const UNITS = [
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
] as const;

/** `3 minutes ago`; a date once it is more than a week away. */
export function formatAgo(value: Date, now = new Date()): string {
  const elapsed = value.getTime() - now.getTime();
  if (Math.abs(elapsed) < 60_000) return "just now";
  if (Math.abs(elapsed) > 7 * 86_400_000) return formatDate(value);
  const [unit, size] = UNITS.findLast(([, milliseconds]) => Math.abs(elapsed) >= milliseconds) ?? UNITS[0];
  return relative.format(Math.round(elapsed / size), unit);
}
