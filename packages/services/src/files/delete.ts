import { AppError, DONE, type Done, type FileId } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { type FileRow, getAccessibleFile } from "./internal.ts";

/** Removes a file that nothing uses, or a list that has been read; its bytes go later. Throws `FILE_NOT_FOUND` and `FILE_IN_USE`. */
export async function deleteFile(ctx: Ctx, { id }: FileId): Promise<Done> {
  requirePermission(ctx, "file:write");
  await ctx.db.transaction(async (tx) => {
    const file = await getAccessibleFile(tx, ctx, id, "file:write-any");
    if (file.attachedAt !== null && !(await isReadList(tx, file))) {
      throw new AppError({ code: "CONFLICT", reason: "FILE_IN_USE", message: "This file is in use and cannot be deleted." });
    }
    await tx.update(tx.tables.storedFile).set({ deletedAt: ctx.clock() }).where(eq(tx.tables.storedFile.id, id));
    await recordAudit(tx, ctx, { action: "file.delete", subject: { type: "file", id }, details: { purpose: file.purpose } });
  });
  return DONE;
}

/** A customer list that has been read is kept for its owner only: customers and refused rows stand without it. */
async function isReadList(tx: Db, { id, restaurantId, purpose }: FileRow): Promise<boolean> {
  if (purpose !== "customer-list" || restaurantId === null) return false;
  const { contactImport } = tx.tables;
  const isOfFile = and(eq(contactImport.restaurantId, restaurantId), eq(contactImport.fileId, id));
  return (await tx.$count(contactImport, and(isOfFile, eq(contactImport.state, "reading")))) === 0;
}
