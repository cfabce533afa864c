import type { QuarantinedCell } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { Refusal } from "../codecs/codec.ts";
import type { MappedColumn, Originals } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { readRow } from "../values/read-row.ts";
import type { SourceValue } from "../values/source-value.ts";
import { fromTaggedJson } from "../values/tagged-json.ts";
import { type Attempt, attempt, findPlans, type MappedSystem } from "./attempt.ts";
import { keptValues, type KeptRow, planKeptRow } from "./kept-row.ts";
import { readableValue } from "./readable-value.ts";

export interface ExaminedRow {
  cells: QuarantinedCell[];
  /** True where an import would take the row as it is. */
  isReady: boolean;
}

type FromColumn = { target: string } & MappedColumn<unknown>;

const columnsFrom = ({ mapping }: Plan, from: string): FromColumn[] =>
  mapping.columns.flatMap((column) => ("from" in column && column.from === from ? [column] : []));

/** The old columns that keep the row from being held. */
function offendingColumns(plan: Plan, values: ReadonlyMap<string, SourceValue>, result: Attempt): ReadonlySet<string> {
  if (result.type !== "refused") return new Set();
  const { reason, message } = result.refusal;
  const { key, columns } = plan.mapping;
  if (["unusable-id", "repeated-id", "id-taken"].includes(reason)) return new Set([key.column]);
  const unique = result.unique?.columns ?? [];
  const offends = (column: FromColumn) => {
    if (unique.includes(column.target)) return true;
    if (column.codec.refersTo) return reason === "dangling-reference" && message.startsWith(`${column.from} `);
    const decoded = column.codec.decode(values.get(column.from) ?? null);
    return decoded instanceof Refusal && decoded.reason === reason;
  };
  return new Set(columns.flatMap((column) => ("from" in column && offends(column) ? [column.from] : [])));
}

function takes(plan: Plan, name: string): string {
  if (name === plan.mapping.key.column) return plan.mapping.key.type === "integer" ? "the id, an integer" : "the id, text";
  const rules = columnsFrom(plan, name).map(({ codec }) => codec.rules.takes);
  if (rules.length > 0) return rules.join(", and ");
  return plan.mapping.keep.includes(name) ? "anything; it is kept beside the row" : "nothing: no mapping names it";
}

/** A kept row, column by column, for somebody who decides what becomes of it. */
export async function examineKeptRow(
  db: Db,
  system: MappedSystem,
  { kept, corrections }: { kept: KeptRow; corrections: Originals | null },
): Promise<ExaminedRow> {
  const plans = await findPlans(db, system);
  const plan = plans.get(kept.table);
  const values = readRow(kept.row);
  const cellOf = (column: string, value: SourceValue): QuarantinedCell => {
    const mapped = plan ? columnsFrom(plan, column) : [];
    const shows = mapped.some(({ codec }) => codec.shows === "secret") ? "secret" : "value";
    const correction = corrections?.[column];
    return {
      column,
      value: readableValue(value, shows),
      isOffending: false,
      takes: plan ? takes(plan, column) : "nothing: no mapping names its table",
      canCorrect: mapped.length > 0 && column !== plan?.mapping.key.column,
      correction: correction === undefined ? null : readableValue(fromTaggedJson(correction), shows),
    };
  };
  const cells = [...values].map(([column, value]) => cellOf(column, value));
  if (!plan) return { cells, isReady: false };
  const result = await attempt(db, plans, plan, planKeptRow(plan, kept, keptValues(plan, kept)));
  const offending = offendingColumns(plan, values, result);
  return { cells: cells.map((cell) => ({ ...cell, isOffending: offending.has(cell.column) })), isReady: result.type !== "refused" };
}
