import { z } from "zod";

/** A value that is made to fit; the old one is kept beside the row. */
export const RepairRule = z.object({
  /** A stable word, such as `not-a-date`. */
  reason: z.string(),
  /** What it means, in plain words. */
  meaning: z.string(),
  /** What the value becomes, in plain words. */
  becomes: z.string(),
});
export type RepairRule = z.infer<typeof RepairRule>;

/** A value for which the whole row goes to the quarantine. */
export const RefusalRule = RepairRule.omit({ becomes: true });
export type RefusalRule = z.infer<typeof RefusalRule>;

/** What becomes of the values of one old column. */
export const ColumnRule = z.object({
  /** The old column; null for a column that is made from others. */
  from: z.string().nullable(),
  /** Ours; null for old values that are only kept beside the row. */
  target: z.string().nullable(),
  /** What is taken as it is, in plain words. */
  takes: z.string(),
  repairs: z.array(RepairRule),
  refusals: z.array(RefusalRule),
});
export type ColumnRule = z.infer<typeof ColumnRule>;

/** Everything that is declared about one old table. */
export const TableRules = z.object({
  /** The old table, and ours. */
  table: z.string(),
  target: z.string(),
  keyColumn: z.string(),
  columns: z.array(ColumnRule),
  /** For which the row as a whole goes to the quarantine. */
  refusals: z.array(RefusalRule),
});
export type TableRules = z.infer<typeof TableRules>;

/** The rules of one old system, its tables in the order of the import. */
export const SystemRules = z.object({ system: z.string(), title: z.string(), tables: z.array(TableRules) });
export type SystemRules = z.infer<typeof SystemRules>;
