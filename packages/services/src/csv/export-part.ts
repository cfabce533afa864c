import type { ExportPart, Page } from "@causeway/contract";
import { stringify } from "csv-stringify/sync";

type Cell = string | number | Date | null;

export interface CsvColumn<TRow> {
  header: string;
  value: (row: TRow) => Cell;
}

function cellText(value: Cell): string {
  if (value === null) return "";
  return value instanceof Date ? value.toISOString() : String(value);
}

/**
 * A page of a list as a part of a CSV file (RFC 4180); the first part, which has no cursor, begins with the header. A cell that a
 * spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab or carriage return at its beginning) gets an apostrophe before it;
 * `withoutGuard` takes it off again.
 */
export function csvPart<TRow>(
  columns: readonly CsvColumn<TRow>[],
  { items, nextCursor }: Page<TRow>,
  { cursor }: { cursor?: string | undefined },
): ExportPart {
  const header = cursor === undefined ? [columns.map(({ header }) => header)] : [];
  const rows = items.map((row) => columns.map(({ value }) => cellText(value(row))));
  const text = stringify([...header, ...rows], { escape_formulas: true, record_delimiter: "windows" });
  return { text, rows: items.length, nextCursor };
}
