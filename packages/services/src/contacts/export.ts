import type { Contact, ExportContactsInput, ExportPart } from "@causeway/contract";
import { recordAudit } from "../audit/record.ts";
import { type CsvColumn, csvPart } from "../csv/export-part.ts";
import type { Ctx } from "../runtime/context.ts";
import { listContacts } from "./list.ts";

/** The columns that a list has when it comes in, so that one that goes out can come back. */
const COLUMNS: CsvColumn<Contact>[] = [
  { header: "customer_name", value: (row) => row.name },
  { header: "phone_number", value: (row) => row.phone },
  { header: "last_order_date", value: (row) => row.lastOrderOn },
  { header: "email", value: (row) => row.email },
  { header: "notes", value: (row) => row.notes },
  { header: "opted_out_at", value: (row) => row.optedOutAt },
];

/** A restaurant's customers as CSV, part by part. Throws `RESTAURANT_NOT_FOUND`. */
export async function exportContacts(ctx: Ctx, input: ExportContactsInput): Promise<ExportPart> {
  const page = await listContacts(ctx, { ...input, filter: "all", sort: "createdAt", order: "asc" });
  if (input.cursor === undefined) {
    await recordAudit(ctx.db, ctx, { action: "contact.export", subject: { type: "restaurant", id: input.restaurantId } });
  }
  return csvPart(COLUMNS, page, input);
}
