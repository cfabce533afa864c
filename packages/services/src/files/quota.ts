import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull, sum } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";

/**
 * Throws `FILE_QUOTA_EXCEEDED` when the restaurant's files and `size` more bytes are above its share. Holds under parallel uploads
 * only within the transaction that adds the file.
 */
export async function checkQuota(
  tx: Db,
  { fileQuotaBytes }: Pick<Ctx, "fileQuotaBytes">,
  { restaurantId, size }: { restaurantId: string; size: number },
): Promise<void> {
  const { storedFile } = tx.tables;
  const [row] = await tx
    .select({ used: sum(storedFile.size) })
    .from(storedFile)
    .where(and(eq(storedFile.restaurantId, restaurantId), isNull(storedFile.deletedAt)));
  const usedBytes = Number(row?.used ?? 0);
  if (usedBytes + size <= fileQuotaBytes) return;
  throw new AppError({
    code: "PAYLOAD_TOO_LARGE",
    reason: "FILE_QUOTA_EXCEEDED",
    message: "There is no room left for this file. Delete files that are not needed any more.",
    details: { usedBytes, quotaBytes: fileQuotaBytes },
  });
}
