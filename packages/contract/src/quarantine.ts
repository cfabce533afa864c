import { z } from "zod";
import { Id, PageInput, pageOf } from "./common.ts";

export const QUARANTINE_REASONS = [
  "CROSSING_NOT_FOUND",
  "QUARANTINE_NOT_FOUND",
  "QUARANTINE_DECIDED",
  "QUARANTINE_NOT_DISMISSED",
  "CORRECTION_REFUSED",
] as const;

/** `dismissed`: left out, for a reason that somebody gave. `corrected`: imported with values that somebody corrected. */
export const QuarantineDecision = z.enum(["dismissed", "corrected"]);
export type QuarantineDecision = z.infer<typeof QuarantineDecision>;

/** What a list shows: what waits, what has been decided, or one kind of decision. */
export const QuarantineState = z.enum(["waiting", "decided", "dismissed", "corrected"]);
export type QuarantineState = z.infer<typeof QuarantineState>;

const Word = z.string().min(1).max(200);

export const QuarantinedRow = z.object({
  id: Id,
  system: z.string(),
  /** The old table. */
  table: z.string(),
  /** Null where nothing in the row can be an id. */
  oldId: z.string().nullable(),
  /** A stable word, such as `missing-text`. */
  reason: z.string(),
  /** One sentence for the operator, without the value itself. */
  message: z.string(),
  createdAt: z.date(),
  decision: QuarantineDecision.nullable(),
  decisionNote: z.string().nullable(),
  decidedAt: z.date().nullable(),
  /** An e-mail address, or the name of a command. */
  decidedBy: z.string().nullable(),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;

/** An old value as a person can read it. */
export const ReadableValue = z.object({
  /** `hex`: bytes, or text that is not UTF-8. `hidden`: a secret. */
  form: z.enum(["null", "number", "text", "hex", "hidden"]),
  text: z.string(),
  /** Bytes of the whole value; 0 for NULL. */
  bytes: z.number().int(),
  isCut: z.boolean(),
});
export type ReadableValue = z.infer<typeof ReadableValue>;

export const QuarantinedCell = z.object({
  column: z.string(),
  value: ReadableValue,
  /** The row cannot be held because of this value. */
  isOffending: z.boolean(),
  /** What the column takes, in plain words. */
  takes: z.string(),
  canCorrect: z.boolean(),
  /** What it was imported with instead. */
  correction: ReadableValue.nullable(),
});
export type QuarantinedCell = z.infer<typeof QuarantinedCell>;

export const QuarantinedRowDetail = QuarantinedRow.extend({
  /** What the reason means, in plain words, and what can be done. */
  meaning: z.string(),
  advice: z.string(),
  cells: z.array(QuarantinedCell),
  /** True where a retry without corrections would import it now. */
  isReady: z.boolean(),
});
export type QuarantinedRowDetail = z.infer<typeof QuarantinedRowDetail>;

export const QuarantinedRowId = z.object({ id: Id });
export type QuarantinedRowId = z.infer<typeof QuarantinedRowId>;

const QuarantineFilter = z.object({ system: Word, table: Word.optional(), reason: Word.optional() });

export const ListQuarantinedInput = PageInput.extend({
  ...QuarantineFilter.partial().shape,
  /** What waits, unless told. */
  state: QuarantineState.default("waiting"),
});
export type ListQuarantinedInput = z.infer<typeof ListQuarantinedInput>;
export const QuarantinedRowPage = pageOf(QuarantinedRow);

/** How many rows stand in quarantine, by table and reason. */
export const QuarantineCount = z.object({
  system: z.string(),
  table: z.string(),
  reason: z.string(),
  waiting: z.number().int(),
  dismissed: z.number().int(),
  corrected: z.number().int(),
});
export type QuarantineCount = z.infer<typeof QuarantineCount>;

/** Old column → what it should have held: text or a number as text, or null for NULL. 50 columns of 100,000 characters at most. */
export const Corrections = z
  .record(Word, z.string().max(100_000).nullable())
  .refine((columns) => Object.keys(columns).length <= 50, { error: "At most 50 columns can be corrected at once." });
export type Corrections = z.infer<typeof Corrections>;

export const RetryQuarantinedInput = z.object({ id: Id, corrections: Corrections.default({}) });
export type RetryQuarantinedInput = z.infer<typeof RetryQuarantinedInput>;

/** What became of a row that was tried again. */
export const RetriedRow = z.object({
  id: Id,
  table: z.string(),
  oldId: z.string().nullable(),
  isImported: z.boolean(),
  /** Why it stays; null for one that was imported. */
  reason: z.string().nullable(),
  message: z.string().nullable(),
});
export type RetriedRow = z.infer<typeof RetriedRow>;

/** Waiting rows in the order of the import, so many at once; `cursor` goes on. */
export const RetryAllQuarantinedInput = QuarantineFilter.extend({
  cursor: PageInput.shape.cursor,
  limit: z.number().int().min(1).max(500).default(100),
});
export type RetryAllQuarantinedInput = z.infer<typeof RetryAllQuarantinedInput>;
export const RetriedRowPage = pageOf(RetriedRow);

/** Why the row is left out, for whoever asks later. */
const DecisionNote = z.string().trim().min(3, { error: "Say in a few words why." }).max(500);
export const DismissQuarantinedInput = z.object({ id: Id, note: DecisionNote });
export type DismissQuarantinedInput = z.infer<typeof DismissQuarantinedInput>;

export const DismissAllQuarantinedInput = QuarantineFilter.extend({ note: DecisionNote });
export type DismissAllQuarantinedInput = z.infer<typeof DismissAllQuarantinedInput>;
