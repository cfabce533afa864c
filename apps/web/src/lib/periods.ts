import type { PeriodDays } from "@causeway/contract";

/** What figures and charts may cover. */
export const PERIODS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
] as const;
export type Period = (typeof PERIODS)[number]["value"];
export const PERIOD_DAYS: Record<Period, PeriodDays> = { "7": 7, "30": 30, "90": 90 };
