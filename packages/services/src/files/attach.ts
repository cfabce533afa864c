import type { FilePurpose } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { fileNotFound, type FileRow } from "./internal.ts";

export interface AttachFileInput {
  fileId: string;
  restaurantId: string;
  purpose: FilePurpose;
}

/**
 * Lets something of the restaurant use the file, in the transaction that does so; it is then kept. Whether the caller may touch the
 * restaurant has been decided before. Throws `FILE_NOT_FOUND` for a file of another restaurant or purpose.
 */
export async function attachFile(
  tx: Db,
  ctx: Pick<Ctx, "clock">,
  { fileId, restaurantId, purpose }: AttachFileInput,
): Promise<FileRow> {
  const { storedFile } = tx.tables;
  const [file] = await tx
    .select()
    .from(storedFile)
    .where(
      and(
        eq(storedFile.id, fileId),
        eq(storedFile.restaurantId, restaurantId),
        eq(storedFile.purpose, purpose),
        isNull(storedFile.deletedAt),
      ),
    );
  if (!file) throw fileNotFound();
  if (file.attachedAt !== null) return file;
  const attachedAt = ctx.clock();
  await tx.update(storedFile).set({ attachedAt }).where(eq(storedFile.id, fileId));
  return { ...file, attachedAt };
}

/** What used the file does so no longer: it is removed with the next clean-up. */
export async function detachFile(tx: Db, fileId: string): Promise<void> {
  const { storedFile } = tx.tables;
  await tx.update(storedFile).set({ attachedAt: null }).where(eq(storedFile.id, fileId));
}
