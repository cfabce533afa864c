import { CUSTOMER_COLUMNS, type CustomerCells, type CustomerColumn, Day, type RowRefusal } from "@causeway/contract";
import { withoutGuard } from "../csv/guard.ts";
import { readPhoneNumber } from "./phone-number.ts";

export interface Customer {
  name: string;
  /** E.164. */
  phone: string;
  /** `YYYY-MM-DD`. */
  lastOrderOn: string;
  email: string | null;
  notes: string | null;
}

export type CustomerRowReading =
  | { customer: Customer; refusal: null }
  | { customer: null; refusal: { reason: RowRefusal; message: string } };

const REQUIRED = ["customer_name", "phone_number", "last_order_date"] as const satisfies CustomerColumn[];
const LONGEST: Record<CustomerColumn, number> = {
  customer_name: 200,
  phone_number: 50,
  last_order_date: 50,
  email: 254,
  notes: 2000,
};

const refuse = (reason: RowRefusal, message: string): CustomerRowReading => ({ customer: null, refusal: { reason, message } });

/**
 * One row of a customer list, its cells under the names of `CUSTOMER_COLUMNS`; others are ignored. Spaces around a value do
 * not count. Gives the first reason against it. `country` is whose numbers are meant where one comes without a country code.
 */
export function readCustomerRow(cells: CustomerCells, { country }: { country: string }): CustomerRowReading {
  const cell = (column: CustomerColumn) => (Object.hasOwn(cells, column) ? withoutGuard(cells[column] ?? "").trim() : "");
  const missing = REQUIRED.filter((column) => cell(column) === "");
  if (missing.length > 0) return refuse("FIELDS_MISSING", `Missing required fields: ${missing.join(", ")}`);
  const reading = readPhoneNumber(cell("phone_number"), country);
  if (reading.refusal !== null) return refuse(reading.refusal, reading.message);
  const lastOrderOn = cell("last_order_date");
  if (!Day.safeParse(lastOrderOn).success) return refuse("DATE_FORMAT", "Invalid date format (expected YYYY-MM-DD)");
  for (const column of CUSTOMER_COLUMNS) {
    const value = cell(column);
    if (value.includes("\0")) return refuse("TEXT_UNREADABLE", `${column} contains a character that is no text`);
    if (value.length > LONGEST[column]) return refuse("TEXT_TOO_LONG", `${column} has more than ${LONGEST[column]} characters`);
  }
  const customer = {
    name: cell("customer_name"),
    phone: reading.phone,
    lastOrderOn,
    email: cell("email") || null,
    notes: cell("notes") || null,
  };
  return { customer, refusal: null };
}
