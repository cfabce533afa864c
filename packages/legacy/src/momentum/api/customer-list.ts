import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as breathe } from "node:timers/promises";
import csv from "csv-parser";

/** Header to cell, as they stand in the file. */
type Cells = Record<string, string>;

/** One row that was not taken, and why: the first reason that applies. */
export interface RowError {
  /** Data rows count from 1. */
  row: number;
  message: string;
  data: Cells;
}

export interface OldCustomer {
  name: string;
  /** `YYYY-MM-DD`. */
  lastOrderOn: string;
  cells: Cells;
}

export interface OldCustomerList {
  customers: OldCustomer[];
  /** At most `MAX_LISTED_ERRORS`. */
  errors: RowError[];
  errorCount: number;
}

/** Two megabytes of blank lines are two million rows, and their errors a hundred times as long. */
export const MAX_LISTED_ERRORS = 10_000;
/** As the old server read the file, so that nothing depends on how it was sent. */
const CHUNK_BYTES = 64 * 1024;
const DAY_MS = 86_400_000;
const LAPSED_AFTER_DAYS = 30;

const REQUIRED = ["customer_name", "phone_number", "last_order_date"];
const PHONE = /^\+?[0-9\s()-]{10,}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return DATE.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

function check(cells: Cells): string | OldCustomer {
  const [name = "", phone = "", lastOrderOn = ""] = REQUIRED.map((column) => cells[column]?.trim());
  const missing = REQUIRED.filter((column) => !cells[column]?.trim());
  if (missing.length > 0) return `Missing required fields: ${missing.join(", ")}`;
  if (!PHONE.test(phone)) return "Invalid phone number format";
  if (!isDay(lastOrderOn)) return "Invalid date format (expected YYYY-MM-DD)";
  return { name, lastOrderOn, cells };
}

/** Rows between two turns for everybody else. */
const ROWS_AT_A_TIME = 2000;

/** Safe because the parser makes a row of headers and cells, which are text. */
const asRows = (rows: AsyncIterable<unknown>) => rows as AsyncIterable<Cells>;

/**
 * A customer list by the old server's rules, with the parser that it used: a byte order mark belongs to the first name, blank lines
 * are rows, missing cells are absent and surplus ones are called `_3` by their place.
 */
export async function readCustomerList(bytes: Uint8Array): Promise<OldCustomerList> {
  const list: OldCustomerList = { customers: [], errors: [], errorCount: 0 };
  // The parser writes into what it reads.
  const copy = Buffer.from(bytes);
  const chunks = Array.from({ length: Math.ceil(copy.length / CHUNK_BYTES) }, (_, at) =>
    copy.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES),
  );
  let row = 0;
  await pipeline(Readable.from(chunks), csv(), async (rows: AsyncIterable<unknown>) => {
    for await (const data of asRows(rows)) {
      if (row++ % ROWS_AT_A_TIME === 0) await breathe();
      const found = check(data);
      if (typeof found === "object") list.customers.push(found);
      else if (list.errorCount++ < MAX_LISTED_ERRORS) list.errors.push({ row, message: found, data });
    }
  });
  return list;
}

/** True when midnight UTC of the day is before now minus thirty days. */
export function isLapsed({ lastOrderOn }: Pick<OldCustomer, "lastOrderOn">, now: Date): boolean {
  return Date.parse(`${lastOrderOn}T00:00:00Z`) < now.getTime() - LAPSED_AFTER_DAYS * DAY_MS;
}

/** A list with those of its customers who are lapsed. */
export interface ReadList extends OldCustomerList {
  lapsed: OldCustomer[];
}

export async function readLapsed(bytes: Uint8Array, now: Date): Promise<ReadList> {
  const list = await readCustomerList(bytes);
  return { ...list, lapsed: list.customers.filter((customer) => isLapsed(customer, now)) };
}
