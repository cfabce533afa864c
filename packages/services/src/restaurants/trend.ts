import type { Trend } from "@causeway/contract";

/** The sum of the last `days` values and of the as many before. */
export function trendOf(daily: readonly number[], days: number): Trend {
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return { current: total(daily.slice(-days)), previous: total(daily.slice(-2 * days, -days)) };
}
