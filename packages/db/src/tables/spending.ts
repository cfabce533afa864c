import type { Kit } from "../kit.ts";

export function spendingTables(k: Kit) {
  /** What outside services cost, by kind and calendar month in UTC; what their budgets are measured by. */
  const providerSpending = k.table(
    "provider_spending",
    {
      kind: k.text().notNull(),
      /** `YYYY-MM`. */
      month: k.text().notNull(),
      /** Millionths of a dollar. */
      micros: k.int().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.kind, t.month] })],
  );
  return { providerSpending };
}
