/**
 * The dearest hash that is still checked, per family; a dearer one is refused before any work. Each keeps one check
 * within about five seconds of one core and 512 MiB, and lies above every default of the tools that make such hashes.
 */
export const HASH_LIMITS = {
  /** log₂ of the rounds. */
  bcryptCost: 15,
  /** Rounds for each block of output, times blocks. */
  pbkdf2Iterations: 5_000_000,
  scryptN: 2 ** 20,
  /** 128 · r · (N + p) bytes. */
  scryptMemoryKib: 256 * 1024,
  /** N · r · p: what the time grows with. */
  scryptWork: 2 ** 22,
  argon2MemoryKib: 512 * 1024,
  /** Memory times passes: what the time grows with. */
  argon2MemoryPassesKib: 2048 * 1024,
  argon2Lanes: 64,
  shaCryptRounds: 1_000_000,
  phpassRounds: 2 ** 20,
} as const;

/** Longer passwords, in bytes of UTF-8, are refused before hashing: the time of the crypt family grows with them. */
export const MAX_PASSWORD_BYTES = 1024;
