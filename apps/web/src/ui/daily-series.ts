export interface DaySeries {
  key: string;
  label: string;
  /** A CSS colour. */
  color: string;
}

export interface DailyNumbers {
  /** Oldest first, one entry a day: `day` as `YYYY-MM-DD`, a number for each series. */
  days: readonly ({ day: string } & Record<string, string | number>)[];
  series: readonly DaySeries[];
}
