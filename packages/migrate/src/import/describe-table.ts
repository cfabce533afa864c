import type { Plan } from "../mapping/plan.ts";
import type { ImportedTable } from "../report/import-report.ts";
import type { Inspection } from "./inspect-source.ts";
import { type Counts, type NoteCounts, totalOf } from "./tally.ts";

export function describeTable(
  { mapping: { kind } }: Plan,
  inspection: Inspection,
  counts: Counts,
  kept: NoteCounts,
): ImportedTable {
  return { kind, rows: totalOf(counts), ...counts, kept, ignoredColumns: inspection.ignoredColumns.get(kind) ?? [] };
}
