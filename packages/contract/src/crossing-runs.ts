import { z } from "zod";
import { Id, PageInput, pageOf, StoredJson } from "./common.ts";

export const RUN_REASONS = ["RUN_NOT_FOUND"] as const;

/** `stopped`: it has not ended and gives no sign of life; the same command goes on. */
export const RunState = z.enum(["running", "stopped", "done"]);
export type RunState = z.infer<typeof RunState>;

const Count = z.number().int();

/** How the rows of one old table ended in one run. */
export const RunTable = z.object({
  table: z.string(),
  rows: Count,
  imported: Count,
  repaired: Count,
  quarantined: Count,
  unchanged: Count,
  /** Of a verification; 0 for an import. */
  differences: Count,
  isDone: z.boolean(),
});
export type RunTable = z.infer<typeof RunTable>;

/** An import, or a verification, of one old system. */
export const CrossingRun = z.object({
  id: Id,
  type: z.enum(["import", "verify"]),
  system: z.string(),
  source: z.string(),
  state: RunState,
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  /** Rows looked at so far, and rows there are; null while nobody knows. */
  rows: Count,
  totalRows: Count.nullable(),
  /** Null for a run that has not ended, and for one that was interrupted. */
  rowsPerSecond: z.number().nullable(),
  /** Of a verification that has ended; null for everything else. */
  differences: Count.nullable(),
  tables: z.array(RunTable),
});
export type CrossingRun = z.infer<typeof CrossingRun>;

/** `report` is null while it runs: what `--report` writes otherwise. */
export const CrossingRunDetail = CrossingRun.extend({ report: StoredJson });
export type CrossingRunDetail = z.infer<typeof CrossingRunDetail>;

export const CrossingRunId = z.object({ id: Id });
export type CrossingRunId = z.infer<typeof CrossingRunId>;

export const ListRunsInput = PageInput.extend({
  type: CrossingRun.shape.type,
  system: z.string().min(1).max(200).optional(),
});
export type ListRunsInput = z.infer<typeof ListRunsInput>;
export const CrossingRunPage = pageOf(CrossingRun);
