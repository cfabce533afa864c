import type { ExportPart, ExportRestaurantsInput, RestaurantSummary } from "@causeway/contract";
import { recordAudit } from "../audit/record.ts";
import { type CsvColumn, csvPart } from "../csv/export-part.ts";
import type { Ctx } from "../runtime/context.ts";
import { listRestaurants } from "./list.ts";

const COLUMNS: CsvColumn<RestaurantSummary>[] = [
  { header: "name", value: (row) => row.name },
  { header: "address", value: (row) => row.address },
  { header: "phone", value: (row) => row.phone },
  { header: "time_zone", value: (row) => row.timeZone },
  { header: "owner_email", value: (row) => row.ownerEmail },
  { header: "owner_signed_up_at", value: (row) => row.ownerSignedUpAt },
  { header: "created_at", value: (row) => row.createdAt },
];

/** All restaurants, or those whose name contains a text, as CSV, newest first, part by part. */
export async function exportRestaurants(ctx: Ctx, input: ExportRestaurantsInput): Promise<ExportPart> {
  const page = await listRestaurants(ctx, { ...input, searchAs: "text", sort: "createdAt", order: "desc" });
  if (input.cursor === undefined) await recordAudit(ctx.db, ctx, { action: "restaurant.export" });
  return csvPart(COLUMNS, page, input);
}
