import type { DecodedRow } from "../mapping/decode-row.ts";
import type { ErasedColumn, ErasedRow } from "../mapping/mapping.ts";
import type { Plan, PlannedRow } from "../mapping/plan.ts";
import { isSameTarget } from "../mapping/same-target.ts";
import type { ColumnDigests } from "./column-digests.ts";
import type { DifferenceList } from "./difference-list.ts";
import type { RawDifference } from "./difference.ts";
import type { StoredRecordText } from "./stored-rows.ts";

export interface Comparison {
  plan: Plan;
  row: PlannedRow;
  expected: DecodedRow;
  record: StoredRecordText | undefined;
  found: ErasedRow | undefined;
  /** New columns that are stored as JSON text. */
  jsonColumns: ReadonlySet<string>;
  differences: DifferenceList;
  digests: ColumnDigests;
  /** Column → cells that the new side had good reason to change. */
  movedOn: Record<string, number>;
}

function showsOf(column: ErasedColumn, value: unknown): RawDifference["shows"] {
  if ("from" in column) return column.codec.shows;
  return typeof value === "string" ? "digest" : "value";
}

/** Compares what is stored of one row with what it should be. True where every cell reads as it should. */
export function compareRow(comparison: Comparison): boolean {
  compareRecord(comparison);
  const { row, found, differences, plan } = comparison;
  if (!found) {
    differences.row(row.oldId ?? "", "missing", "the row", "no row with its new id");
    return false;
  }
  return plan.mapping.columns.map((column) => compareCell(comparison, column, found)).every(Boolean);
}

function compareCell(
  { row, expected: { target }, jsonColumns, differences, digests, movedOn }: Comparison,
  column: ErasedColumn,
  foundRow: ErasedRow,
): boolean {
  const oldId = row.oldId ?? "";
  const name = column.target;
  const value = target[name];
  const expected = jsonColumns.has(name) && value !== null ? JSON.stringify(value) : value;
  const found = foundRow[name];
  const isSame = isSameTarget(expected, found);
  if (!isSame && "movedOn" in column && column.movedOn?.({ expected, found, expectedRow: target, foundRow })) {
    movedOn[name] = (movedOn[name] ?? 0) + 1;
    return false;
  }
  digests.cell(name, { expected, found, isSame });
  if (!isSame) differences.cell(oldId, name, { expected, found, shows: showsOf(column, value) });
  return isSame;
}

function compareRecord({ row, expected, record, differences, plan }: Comparison): void {
  const oldId = row.oldId ?? "";
  if (!record) return differences.row(oldId, "missing", "an entry in the id map", "none", "legacy_record");
  if (record.newId !== row.newId) differences.cell(oldId, "id", { expected: row.newId, found: record.newId, shows: "value" });
  if (record.sourceDigest !== expected.digest) {
    const found = record.sourceDigest === null ? "a row made on the new side" : "another one was imported";
    differences.row(oldId, "source-changed", "the row of the source", found, "source_digest");
  }
  const text = expected.originals === null ? null : JSON.stringify(expected.originals);
  if (record.originals !== text)
    compareOriginals({ oldId, expected: expected.originals ?? {}, found: record.originals, differences, plan });
}

function parseObject(text: string | null): Record<string, unknown> | null {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    // Safe: a JSON object has no other keys than texts.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

interface OriginalsComparison {
  oldId: string;
  expected: Record<string, unknown>;
  found: string | null;
  differences: DifferenceList;
  plan: Plan;
}

function compareOriginals({ oldId, expected, found, differences, plan }: OriginalsComparison): void {
  const kept = parseObject(found);
  if (!kept)
    return differences.row(oldId, "changed", "the values that are kept of the old row", "something unreadable", "originals");
  const before = differences.count;
  for (const name of new Set([...Object.keys(expected), ...Object.keys(kept)])) {
    const [should, does] = [expected, kept].map((values) => (Object.hasOwn(values, name) ? values[name] : undefined));
    if (isSameTarget(should, does) && Object.hasOwn(expected, name) === Object.hasOwn(kept, name)) continue;
    const column = plan.mapping.columns.find((candidate) => "from" in candidate && candidate.from === name);
    const shows = column && "from" in column ? column.codec.shows : "digest";
    differences.cell(oldId, `originals.${name}`, { expected: should, found: does, shows });
  }
  if (differences.count === before)
    differences.row(oldId, "changed", "the kept values as they were written", "another spelling of them", "originals");
}
