import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { AppError, FILE_TYPES, MAX_FILE_BYTES, type StoredFile, type UploadFields } from "@causeway/contract";
import { newId } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { cleanName } from "./clean-name.ts";
import { HEAD_BYTES, inspectType, refusePolyglots } from "./inspect-content.ts";
import { askStorage, describeFile, previewKeyOf } from "./internal.ts";
import { preparePicture } from "./prepare-picture.ts";
import { checkQuota } from "./quota.ts";

/** What is stored, and what is known of it before the last byte has passed. */
interface Prepared {
  mediaType: string;
  content: Buffer | AsyncIterable<Uint8Array>;
  preview: Buffer | null;
  width: number | null;
  height: number | null;
}

/**
 * Stores a file that its restaurant may then use. Throws `FILE_EMPTY`, `FILE_TOO_LARGE`, `FILE_QUOTA_EXCEEDED`, and what is wrong
 * with the content: `FILE_TYPE_REFUSED`, `FILE_NAME_CONTRADICTS`, `FILE_SUSPICIOUS`, `PICTURE_UNREADABLE`, `PICTURE_TOO_LARGE`.
 */
export async function uploadFile(ctx: Ctx, input: UploadFields): Promise<StoredFile> {
  requirePermission(ctx, "file:write");
  const { id: restaurantId } = await getAccessibleRestaurant(ctx, input.restaurantId, "file:write-any");
  checkSize(input);
  await checkQuota(ctx.db, ctx, { restaurantId, size: input.file.size });
  const { content, preview, ...facts } = await prepare(input);
  const id = newId();
  // The day lets the clean-up tell what is just being uploaded from what nobody knows any more.
  const storageKey = `${input.purpose}/${ctx.clock().toISOString().slice(0, 10)}/${id}`;
  const previewKey = preview && previewKeyOf(storageKey);
  const { storage } = ctx.providers;
  const measured = await askStorage(async () => {
    if (preview && previewKey) await storage.put(previewKey, preview, { mediaType: "image/webp" });
    return measure(content, (measuredContent) => storage.put(storageKey, measuredContent, { mediaType: facts.mediaType }));
  });
  try {
    return await ctx.db.transaction(async (tx) => {
      await checkQuota(tx, ctx, { restaurantId, size: measured.size });
      const row = {
        id,
        restaurantId,
        ownerUserId: ctx.principal.kind === "user" ? ctx.principal.userId : null,
        purpose: input.purpose,
        name: cleanName(input.file.name),
        ...facts,
        ...measured,
        storageKey,
        previewKey,
        createdAt: ctx.clock(),
        attachedAt: null,
        deletedAt: null,
      };
      await tx.insert(tx.tables.storedFile).values(row);
      const details = { purpose: input.purpose, mediaType: facts.mediaType, size: measured.size };
      await recordAudit(tx, ctx, { action: "file.upload", subject: { type: "file", id }, details });
      return describeFile(ctx, row);
    });
  } catch (error) {
    // What this leaves behind, the clean-up finds.
    const keys = previewKey === null ? [storageKey] : [storageKey, previewKey];
    await Promise.allSettled(keys.map((key) => storage.delete(key)));
    throw error;
  }
}

function checkSize({ file, purpose }: UploadFields): void {
  if (file.size === 0) throw new AppError({ code: "BAD_REQUEST", reason: "FILE_EMPTY", message: "This file is empty." });
  const maxBytes = MAX_FILE_BYTES[purpose];
  if (file.size <= maxBytes) return;
  throw new AppError({
    code: "PAYLOAD_TOO_LARGE",
    reason: "FILE_TOO_LARGE",
    message: `This file is larger than ${maxBytes / (1024 * 1024)} MB.`,
    details: { maxBytes },
  });
}

async function prepare({ file, purpose }: UploadFields): Promise<Prepared> {
  const head = Buffer.from(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const mediaType = await inspectType(purpose, file.name, head);
  if (purpose === "customer-list") {
    return { mediaType, content: textOf(file, head), preview: null, width: null, height: null };
  }
  const bytes = Buffer.from(await file.arrayBuffer());
  refusePolyglots(bytes);
  const { bytes: content, preview, width, height } = await preparePicture(bytes, mediaType);
  return { mediaType, content, preview, width, height };
}

/** The bytes of a text as they come. Throws `FILE_TYPE_REFUSED` at the first that no text has. */
async function* textOf(file: File, head: Buffer): AsyncGenerator<Uint8Array> {
  const isWide = head.includes(0);
  for await (const chunk of file.stream()) {
    if (!isWide && chunk.includes(0)) {
      throw new AppError({
        code: "BAD_REQUEST",
        reason: "FILE_TYPE_REFUSED",
        message: `This is no text. Accepted are: ${Object.values(FILE_TYPES["customer-list"]).flat().join(", ")}.`,
      });
    }
    yield chunk;
  }
}

/** Size and digest of what passes into `store`. */
async function measure(
  content: Buffer | AsyncIterable<Uint8Array>,
  store: (content: Buffer | Readable) => Promise<void>,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const count = (chunk: Uint8Array) => {
    hash.update(chunk);
    size += chunk.length;
    return chunk;
  };
  if (Buffer.isBuffer(content)) count(content);
  await store(Buffer.isBuffer(content) ? content : Readable.from(counted(content, count)));
  return { size, sha256: hash.digest("hex") };
}

async function* counted(content: AsyncIterable<Uint8Array>, count: (chunk: Uint8Array) => Uint8Array): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) yield count(chunk);
}
