/** What was spent, in millionths of a dollar, by calendar month in UTC (`2026-03`). Shared by all processes that share a budget. */
export interface Spending {
  /** Adds, or takes back what is negative, and gives the month's total afterwards. */
  add(month: string, micros: number): Promise<number>;
}

/** Within one process, from its start. */
export function createMemorySpending(): Spending {
  const totals = new Map<string, number>();
  return {
    async add(month, micros) {
      const total = (totals.get(month) ?? 0) + micros;
      totals.set(month, total);
      return total;
    },
  };
}

export interface Budget {
  /** Per calendar month, in millionths of a dollar. */
  micros: number;
  spending: Spending;
}

/**
 * Sets aside the most a request can cost, so that many at once stay within the budget too. Null when that is more than is
 * left; else what to call with the real cost, or null where that never became known: the whole is then taken as spent.
 */
export async function reserve(
  { micros, spending }: Budget,
  cost: number,
  now: Date,
): Promise<((actual: number | null) => Promise<void>) | null> {
  if (cost === 0) return async () => {};
  const month = now.toISOString().slice(0, 7);
  if ((await spending.add(month, cost)) > micros) {
    await spending.add(month, -cost);
    return null;
  }
  return async (actual) => {
    if (actual !== null && actual !== cost) await spending.add(month, actual - cost);
  };
}
