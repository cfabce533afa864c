import { AppError } from "@causeway/contract";
import { type Db, newId } from "@causeway/db";
import { eq } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";
import { requestDigest } from "../../runtime/request-digest.ts";

export interface NewImport {
  id?: string | undefined;
  restaurantId: string;
  fileId: string | null;
  fileName: string;
  country: string;
  /** What was asked for, to tell a repetition from another request with its id. */
  request: Record<string, unknown>;
}

/** Adds an import in state `reading`, once per id. Throws `IMPORT_ID_TAKEN` for the id of another request. */
export async function addImport(
  tx: Db,
  { clock }: Pick<Ctx, "clock">,
  { id, restaurantId, fileId, fileName, country, request }: NewImport,
): Promise<{ importId: string; isNew: boolean }> {
  const { contactImport } = tx.tables;
  const importId = id ?? newId();
  const digest = requestDigest(request);
  const [added] = await tx
    .insert(contactImport)
    .values({
      id: importId,
      restaurantId,
      fileId,
      fileName,
      country,
      state: "reading",
      rows: 0,
      accepted: 0,
      refused: 0,
      bytesRead: 0,
      requestDigest: digest,
      createdAt: clock(),
    })
    .onConflictDoNothing({ target: contactImport.id })
    .returning({ id: contactImport.id });
  if (added) return { importId, isNew: true };
  const [same] = await tx.select({ digest: contactImport.requestDigest }).from(contactImport).where(eq(contactImport.id, importId));
  if (same?.digest === digest) return { importId, isNew: false };
  throw new AppError({
    code: "CONFLICT",
    reason: "IMPORT_ID_TAKEN",
    message: "Another request has used this id. Choose a new one for each list.",
  });
}
