import type { Readable } from "node:stream";

/** Bytes under keys that we make up ourselves: lower-case letters, digits, `-`, `/` and `.`. Throws `ProviderError`. */
export interface FileStorage {
  readonly name: string;
  /** Stores the whole stream or nothing. */
  put(key: string, content: Readable | Uint8Array, options: { mediaType: string; signal?: AbortSignal }): Promise<void>;
  /** Null when there is nothing under the key. */
  get(key: string, signal?: AbortSignal): Promise<{ content: Readable; size: number } | null>;
  /** Also succeeds when there is nothing. */
  delete(key: string): Promise<void>;
  /** Keys that begin with the prefix, in pages, in no particular order. */
  list(prefix: string): AsyncIterable<string>;
}
