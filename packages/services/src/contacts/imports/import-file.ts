import type { ContactImport, ImportContactsInput } from "@causeway/contract";
import { recordAudit } from "../../audit/record.ts";
import { attachFile } from "../../files/attach.ts";
import { getAccessibleRestaurant } from "../../restaurants/internal.ts";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { addImport } from "./add-import.ts";
import { getAccessibleImport } from "./internal.ts";
import { importContactsJob } from "./read-file-job.ts";

/** Has a customer list read in the background. Throws `RESTAURANT_NOT_FOUND`, `FILE_NOT_FOUND`, `IMPORT_ID_TAKEN`. */
export async function importContacts(ctx: Ctx, input: ImportContactsInput): Promise<ContactImport> {
  requirePermission(ctx, "contact:write");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "contact:write-any");
  const { id, fileId, country } = input;
  return ctx.db.transaction(async (tx) => {
    const { name: fileName } = await attachFile(tx, ctx, { fileId, restaurantId, purpose: "customer-list" });
    const { importId, isNew } = await addImport(tx, ctx, { id, restaurantId, fileId, fileName, country, request: input });
    if (isNew) {
      const asker = ctx.principal.kind === "user" ? { requestedByUserId: ctx.principal.userId } : {};
      await ctx.jobs.enqueue(tx, importContactsJob, { importId }, { dedupeKey: importId, restaurantId, ...asker });
      await recordAudit(tx, ctx, {
        action: "contact.import",
        subject: { type: "contact-import", id: importId },
        details: { fileId },
      });
    }
    return getAccessibleImport(tx, ctx, importId, "contact:write-any");
  });
}
