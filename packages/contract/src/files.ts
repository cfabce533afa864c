import { z } from "zod";
import { Id, PageInput, pageOf } from "./common.ts";
import { formOf } from "./form-of.ts";

export const FILE_REASONS = [
  "FILE_NOT_FOUND",
  "FILE_EMPTY",
  "FILE_TOO_LARGE",
  "FILE_TYPE_REFUSED",
  "FILE_NAME_CONTRADICTS",
  "FILE_SUSPICIOUS",
  "PICTURE_UNREADABLE",
  "PICTURE_TOO_LARGE",
  "FILE_QUOTA_EXCEEDED",
  "FILE_IN_USE",
  "DOWNLOAD_REFUSED",
  "FILE_STORAGE_UNAVAILABLE",
] as const;

/** What a file is handed in for; decides what it may be. */
export const FilePurpose = z.enum(["campaign-picture", "customer-list"]);
export type FilePurpose = z.infer<typeof FilePurpose>;

const MIB = 1024 * 1024;

/** Bytes at most, by purpose. */
export const MAX_FILE_BYTES = { "campaign-picture": 5 * MIB, "customer-list": 64 * MIB } as const satisfies Record<
  FilePurpose,
  number
>;

/** What the bytes must turn out to be, by purpose, with the endings a name may have. */
export const FILE_TYPES = {
  "campaign-picture": { "image/jpeg": ["jpg", "jpeg"], "image/png": ["png"], "image/gif": ["gif"], "image/webp": ["webp"] },
  "customer-list": { "text/csv": ["csv", "txt"] },
} as const satisfies Record<FilePurpose, Record<string, readonly string[]>>;

export const UploadFields = z.object({ restaurantId: Id, purpose: FilePurpose, file: z.file() });
export type UploadFields = z.infer<typeof UploadFields>;
export const UploadInput = formOf(UploadFields, { maxFileBytes: Math.max(...Object.values(MAX_FILE_BYTES)) });

export const StoredFile = z.object({
  id: Id,
  restaurantId: Id.nullable(),
  purpose: FilePurpose,
  /** As the sender called it, without what could harm; for showing only. */
  name: z.string(),
  /** By its content. */
  mediaType: z.string(),
  /** Bytes, as stored. */
  size: z.number().int(),
  /** Of the bytes as stored, in hexadecimal. */
  sha256: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  createdAt: z.date(),
  /** Something uses it; what nothing uses is removed after a day. */
  isAttached: z.boolean(),
  /** Works for 15 minutes without signing in. */
  url: z.string(),
  /** A smaller picture of a picture, likewise. */
  previewUrl: z.string().nullable(),
});
export type StoredFile = z.infer<typeof StoredFile>;

export const FileId = z.object({ id: Id });
export type FileId = z.infer<typeof FileId>;

export const ListFilesInput = PageInput.extend({ restaurantId: Id, purpose: FilePurpose.optional() });
export type ListFilesInput = z.infer<typeof ListFilesInput>;
export const FilePage = pageOf(StoredFile);
