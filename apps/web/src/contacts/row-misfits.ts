import { CUSTOMER_COLUMNS, type CustomerCells, type CustomerColumn, type RowRefusal } from "@causeway/contract";

/** What has to be there. */
export const REQUIRED_COLUMNS = CUSTOMER_COLUMNS.slice(0, 3);

/** What is wrong with which cell of a refused row, in words for whoever corrects it; empty where the row as a whole is. */
export function rowMisfits(
  { reason, message }: { reason: RowRefusal; message: string },
  cells: CustomerCells,
): Partial<Record<CustomerColumn, string>> {
  switch (reason) {
    case "FIELDS_MISSING":
      return Object.fromEntries(
        REQUIRED_COLUMNS.filter((column) => !cells[column]?.trim()).map((column) => [column, "This is missing."]),
      );
    case "PHONE_FORMAT":
      return { phone_number: "This is no phone number. Ten digits or more; spaces, hyphens and parentheses may be between them." };
    case "PHONE_NUMBER":
      return { phone_number: `${message}.` };
    case "DATE_FORMAT":
      return { last_order_date: "This is no day of the calendar. Write it as 2026-01-31." };
    case "TEXT_TOO_LONG":
    case "TEXT_UNREADABLE":
      return {};
  }
}
