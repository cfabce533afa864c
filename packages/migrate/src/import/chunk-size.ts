/** A chunk holds the target's write lock about this long at most, in milliseconds: others can write in between. */
const SLOW_MS = 200;
const QUICK_MS = 80;

export interface ChunkLimits {
  min: number;
  max: number;
}

export const CHUNK_LIMITS: ChunkLimits = { min: 200, max: 4000 };

/** The size of the next chunk, after one that took so long. */
export function nextChunkSize(size: number, elapsedMs: number, { min, max }: ChunkLimits): number {
  if (elapsedMs > SLOW_MS) return Math.max(min, Math.floor(size / 2));
  return elapsedMs < QUICK_MS ? Math.min(max, size * 2) : size;
}
