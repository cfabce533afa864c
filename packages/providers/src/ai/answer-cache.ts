import { createHash } from "node:crypto";
import type { TextRequest } from "./ai.ts";

interface Entry {
  json: string;
  writtenBy: string;
}

export interface AnswerCache {
  find(key: string): Entry | null;
  keep(key: string, entry: Entry): void;
}

export interface AnswerCacheOptions {
  /** The longest unused goes first; 500 unless told, 0 for none. */
  entries?: number;
  /** In milliseconds; a day unless told. */
  ttlMs?: number;
  clock: () => Date;
}

/** The same request has the same key. */
export function requestKey(request: TextRequest): string {
  const { instructions, input, schema, maxTokens } = request;
  return createHash("sha256")
    .update(JSON.stringify([instructions, input, schema, maxTokens]))
    .digest("base64url");
}

/** Answers that were good, within one process. */
export function createAnswerCache({ entries = 500, ttlMs = 86_400_000, clock }: AnswerCacheOptions): AnswerCache {
  const kept = new Map<string, Entry & { until: number }>();
  return {
    find(key) {
      const entry = kept.get(key);
      if (!entry) return null;
      kept.delete(key);
      if (entry.until <= clock().getTime()) return null;
      kept.set(key, entry);
      return entry;
    },
    keep(key, entry) {
      kept.delete(key);
      kept.set(key, { ...entry, until: clock().getTime() + ttlMs });
      const oldest = kept.keys().next();
      if (kept.size > entries && !oldest.done) kept.delete(oldest.value);
    },
  };
}
