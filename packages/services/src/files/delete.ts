import { AppError, DONE, type Done, type FileId } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleFile } from "./internal.ts";

/** Removes a file that nothing uses; its bytes go with the next clean-up. Throws `FILE_NOT_FOUND` and `FILE_IN_USE`. */
export async function deleteFile(ctx: Ctx, { id }: FileId): Promise<Done> {
  requirePermission(ctx, "file:write");
  await ctx.db.transaction(async (tx) => {
    const file = await getAccessibleFile(tx, ctx, id, "file:write-any");
    if (file.attachedAt !== null) {
      throw new AppError({ code: "CONFLICT", reason: "FILE_IN_USE", message: "This file is in use and cannot be deleted." });
    }
    await tx.update(tx.tables.storedFile).set({ deletedAt: ctx.clock() }).where(eq(tx.tables.storedFile.id, id));
    await recordAudit(tx, ctx, { action: "file.delete", subject: { type: "file", id }, details: { purpose: file.purpose } });
  });
  return DONE;
}
