import { AppError, FilePurpose, type Permission, type StoredFile } from "@causeway/contract";
import type { Db, Tables } from "@causeway/db";
import { ProviderError } from "@causeway/providers";
import { and, eq, isNull } from "drizzle-orm";
import { can } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { signedUrl } from "./signature.ts";

export type FileRow = Tables["storedFile"]["$inferSelect"];

/** Where the smaller picture of a picture is kept. */
export const previewKeyOf = (storageKey: string) => `${storageKey}.preview`;

/** A row as its owner sees it, with addresses that work for a while. */
export function describeFile(ctx: Pick<Ctx, "deriveKey" | "clock">, row: FileRow): StoredFile {
  const { id, restaurantId, name, mediaType, size, sha256, width, height, createdAt } = row;
  return {
    id,
    restaurantId,
    purpose: FilePurpose.parse(row.purpose),
    name,
    mediaType,
    size,
    sha256,
    width,
    height,
    createdAt,
    isAttached: row.attachedAt !== null,
    url: signedUrl(ctx, id, "original"),
    previewUrl: row.previewKey === null ? null : signedUrl(ctx, id, "preview"),
  };
}

export const fileNotFound = () =>
  new AppError({ code: "NOT_FOUND", reason: "FILE_NOT_FOUND", message: "This file does not exist." });

/** The file, if its restaurant is the caller's or the caller holds `anyPermission`. Throws `FILE_NOT_FOUND`. */
export async function getAccessibleFile(
  tx: Db,
  ctx: Pick<Ctx, "principal">,
  id: string,
  anyPermission: Permission,
): Promise<FileRow> {
  const { storedFile, restaurant } = tx.tables;
  const [row] = await tx
    .select({ file: storedFile, ownerUserId: restaurant.ownerUserId })
    .from(storedFile)
    .leftJoin(restaurant, eq(restaurant.id, storedFile.restaurantId))
    .where(and(eq(storedFile.id, id), isNull(storedFile.deletedAt)));
  const isOwner = ctx.principal.kind === "user" && row?.ownerUserId === ctx.principal.userId;
  if (!row || !(isOwner || can(ctx, anyPermission))) throw fileNotFound();
  return row.file;
}

/** Asks the storage; where it fails, the caller may come back later. Throws `FILE_STORAGE_UNAVAILABLE`. */
export async function askStorage<TResult>(task: () => Promise<TResult>): Promise<TResult> {
  try {
    return await task();
  } catch (cause) {
    if (!(cause instanceof ProviderError)) throw cause;
    const message = "Files cannot be reached at the moment. Try again later.";
    throw new AppError({ code: "UNAVAILABLE", reason: "FILE_STORAGE_UNAVAILABLE", message, cause });
  }
}
