import type { Readable } from "node:stream";
import { and, eq, isNull } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { askStorage, fileNotFound, type FileRow } from "./internal.ts";

/**
 * A file's bytes, for code that has decided already that they may be read: jobs, and verbs that hold the row that uses it. The
 * stream must be read or destroyed. Throws `FILE_NOT_FOUND`, `FILE_STORAGE_UNAVAILABLE`.
 */
export async function openFile(
  ctx: Pick<Ctx, "db" | "providers">,
  fileId: string,
  signal?: AbortSignal,
): Promise<{ file: FileRow; content: Readable }> {
  const { storedFile } = ctx.db.tables;
  const [file] = await ctx.db
    .select()
    .from(storedFile)
    .where(and(eq(storedFile.id, fileId), isNull(storedFile.deletedAt)));
  const found = file && (await askStorage(() => ctx.providers.storage.get(file.storageKey, signal)));
  if (!found) throw fileNotFound();
  return { file, content: found.content };
}
