import type { Readable } from "node:stream";
import { AppError, FILE_TYPES } from "@causeway/contract";
import { and, eq, isNull } from "drizzle-orm";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { askStorage, fileNotFound, type FileRow, getAccessibleFile } from "./internal.ts";
import { type FileVariant, isSigned } from "./signature.ts";

export interface DownloadInput {
  id: string;
  variant: FileVariant;
  /** Null where the caller is known by a session instead. */
  signed: { expires: number; signature: string } | null;
}

export interface Download {
  name: string;
  mediaType: string;
  size: number;
  /** Changes with the bytes. */
  etag: string;
  /** May be shown in a page; anything else is only ever saved. */
  isSafeToShow: boolean;
  content: Readable;
}

/**
 * The bytes of a file, for whoever has a signed address, and for its owner. Throws `DOWNLOAD_REFUSED` for an address that has
 * expired or was changed, `FILE_NOT_FOUND` for a file of somebody else.
 */
export async function downloadFile(ctx: Ctx, input: DownloadInput): Promise<Download> {
  const row = await findRow(ctx, input);
  const key = input.variant === "preview" ? row.previewKey : row.storageKey;
  const found = key === null ? null : await askStorage(() => ctx.providers.storage.get(key));
  if (!found) throw fileNotFound();
  const mediaType = input.variant === "preview" ? "image/webp" : row.mediaType;
  return {
    name: row.name,
    mediaType,
    size: found.size,
    etag: `"${row.sha256.slice(0, 32)}${input.variant === "preview" ? "-preview" : ""}"`,
    isSafeToShow: Object.hasOwn(FILE_TYPES["campaign-picture"], mediaType),
    content: found.content,
  };
}

async function findRow(ctx: Ctx, { id, variant, signed }: DownloadInput): Promise<FileRow> {
  if (signed === null) {
    requirePermission(ctx, "file:read");
    return getAccessibleFile(ctx.db, ctx, id, "file:read-any");
  }
  if (!isSigned(ctx, { id, variant, expires: signed.expires }, signed.signature)) {
    throw new AppError({
      code: "FORBIDDEN",
      reason: "DOWNLOAD_REFUSED",
      message: "This address has expired or is not complete. Open the file again from where it was shown.",
    });
  }
  const { storedFile } = ctx.db.tables;
  const [row] = await ctx.db
    .select()
    .from(storedFile)
    .where(and(eq(storedFile.id, id), isNull(storedFile.deletedAt)));
  if (!row) throw fileNotFound();
  return row;
}
