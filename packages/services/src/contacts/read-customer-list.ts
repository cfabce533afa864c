import type { Readable } from "node:stream";
import { pipeline } from "node:stream";
import { CUSTOMER_COLUMNS, type CustomerCells } from "@causeway/contract";
import { CsvError, parse } from "csv-parse";

/** Bytes of one row, at most: what keeps the memory fixed when a quote is never closed. */
const MAX_ROW = 100_000;
const REQUIRED = CUSTOMER_COLUMNS.slice(0, 3);

/** The file as a whole is no customer list. The message is for its owner. */
export class UnreadableListError extends Error {
  override readonly name = "UnreadableListError";
}

export interface ListRow {
  /** Data rows count from 1; blank lines do not. */
  row: number;
  cells: CustomerCells;
}

/** Headers as we know them, whatever their case and the spaces around them; others as they are written. */
function readHeader(cells: readonly string[]): string[] {
  const header = cells.map((cell, at) => {
    const name = cell.trim();
    return CUSTOMER_COLUMNS.find((column) => column === name.toLowerCase()) ?? (name || `_${at}`);
  });
  const missing = REQUIRED.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new UnreadableListError(
      `The first line must name the columns ${REQUIRED.join(", ")}. Not found: ${missing.join(", ")}. Columns are separated by commas.`,
    );
  }
  const twice = CUSTOMER_COLUMNS.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice) throw new UnreadableListError(`The column ${twice} is there twice.`);
  return header;
}

function cellsOf(header: readonly string[], values: readonly string[]): CustomerCells {
  return Object.fromEntries(values.map((value, at) => [header[at] ?? `_${at}`, value]));
}

function describe(error: CsvError): string {
  const line = typeof error["lines"] === "number" ? ` near line ${error["lines"]}` : "";
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return `A quote that begins${line} is never closed.`;
  if (error.code === "CSV_MAX_RECORD_SIZE") return `A row${line} is longer than ${MAX_ROW} bytes; perhaps a quote is not closed.`;
  return `The file cannot be read as CSV${line}.`;
}

/**
 * The rows of a customer list in CSV (RFC 4180), one after the other, in fixed memory: with or without a byte order mark, lines
 * that end in LF, CRLF or CR, quoted cells with anything in them, columns in any order. Bytes that are not UTF-8 become U+FFFD.
 * Cells beyond the header are named `_3`, `_4`, …. Throws `UnreadableListError`.
 */
export async function* readCustomerList(content: Readable): AsyncGenerator<ListRow> {
  const parser = parse({
    bom: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW,
  });
  // Whoever fails ends both; the parser's error is what the loop below throws.
  pipeline(content, parser, () => {});
  let header: string[] | null = null;
  let row = 0;
  try {
    for await (const values of parser as AsyncIterable<string[]>) {
      if (header === null) header = readHeader(values);
      else yield { row: ++row, cells: cellsOf(header, values) };
    }
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableListError(describe(error), { cause: error }) : error;
  }
  if (header === null) throw new UnreadableListError("The file is empty.");
}
