import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, opendir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ProviderError } from "../provider-error.ts";
import { checkKey } from "./check-key.ts";
import type { FileStorage } from "./storage.ts";

/** Where files are while they are written; no key begins with a dot. */
const UNFINISHED = ".unfinished";
/** A file that has not been finished for a day never will be. */
const ABANDONED_MS = 24 * 60 * 60_000;

const isMissing = (error: unknown) =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

function failed(error: unknown): ProviderError {
  const isFull = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  const message = isFull ? "The disk of the file storage is full." : "The file storage on disk failed.";
  return new ProviderError({ failure: "unavailable", message, cause: error });
}

/** Files in a folder of this machine, which is made when the first is stored. A file appears whole or not at all. */
export function createDiskStorage({ folder }: { folder: string }): FileStorage {
  let swept: Promise<void> | undefined;
  const pathOf = (key: string) => join(folder, ...checkKey(key).split("/"));

  return {
    name: "disk",
    async put(key, content, { signal }) {
      const path = pathOf(key);
      const unfinished = join(folder, UNFINISHED, randomUUID());
      try {
        await mkdir(dirname(path), { recursive: true });
        await mkdir(dirname(unfinished), { recursive: true });
        swept ??= sweep(dirname(unfinished));
        await swept;
        // Not one chunk per byte.
        const source = content instanceof Uint8Array ? Readable.from([content]) : content;
        await pipeline(source, createWriteStream(unfinished, { flags: "wx", flush: true }), signal ? { signal } : {});
        await rename(unfinished, path);
        await syncFolder(dirname(path));
      } catch (error) {
        // Where even the folder is missing, there is nothing to remove.
        await rm(unfinished, { force: true }).catch(() => undefined);
        signal?.throwIfAborted();
        // What the source threw is the caller's own.
        throw isOfDisk(error) ? failed(error) : error;
      }
    },
    async get(key) {
      const path = pathOf(key);
      try {
        const { size } = await stat(path);
        return { content: Readable.from(contentOf(path)), size };
      } catch (error) {
        if (isMissing(error)) return null;
        throw failed(error);
      }
    },
    async delete(key) {
      const path = pathOf(key);
      try {
        await rm(path, { force: true });
      } catch (error) {
        if (!isMissing(error)) throw failed(error);
      }
    },
    async *list(prefix) {
      for await (const key of keysOf(folder)) if (key.startsWith(prefix)) yield key;
    },
  };
}

/** Opened when the first byte is asked for: what nobody reads leaves nothing open. */
async function* contentOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path);
}

const isOfDisk = (error: unknown) => error instanceof Error && "syscall" in error;

/** So that a file that was acknowledged is there after a power cut. Folders cannot be synced everywhere. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function sweep(folder: string): Promise<void> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}

async function* keysOf(folder: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      const key = relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/");
      if (entry.isFile() && !key.startsWith(".")) yield key;
    }
  } catch (error) {
    if (!isMissing(error)) throw failed(error);
  }
}
