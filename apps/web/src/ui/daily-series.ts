import { formatAmount, formatNumber, formatShort, formatShortAmount } from "../lib/format.ts";

export interface DaySeries {
  key: string;
  label: string;
  /** A CSS colour. */
  color: string;
  /** Its numbers are amounts, in the currency's main unit. */
  isMoney?: boolean;
}

export interface DailyNumbers {
  /** Oldest first, one entry a day: `day` as `YYYY-MM-DD`, a number for each series. */
  days: readonly ({ day: string } & Record<string, string | number>)[];
  series: readonly DaySeries[];
}

export const formatOf = ({ isMoney }: DaySeries) => (isMoney ? (units: number) => formatAmount(units * 100) : formatNumber);

/** For the axis that some series share. */
export const formatOfAxis = (series: readonly DaySeries[]) =>
  series.every(({ isMoney }) => isMoney) ? formatShortAmount : formatShort;
