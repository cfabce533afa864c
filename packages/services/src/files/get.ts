import type { FileId, StoredFile } from "@causeway/contract";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { describeFile, getAccessibleFile } from "./internal.ts";

/** What is known of a file, with addresses for its bytes. Throws `FILE_NOT_FOUND`. */
export async function getFile(ctx: Ctx, { id }: FileId): Promise<StoredFile> {
  requirePermission(ctx, "file:read");
  return describeFile(ctx, await getAccessibleFile(ctx.db, ctx, id, "file:read-any"));
}
