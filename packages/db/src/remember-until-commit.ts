import type { Db } from "./types.ts";

const MAX_ENTRIES = 10_000;

interface Entry<TValue> {
  changeCount: number;
  value: TValue;
}

/**
 * Results of look-ups, each remembered until anything is committed to the database: exact, because a remembered value is given
 * only while nothing can have changed. Where the database cannot tell, every call looks up. The same key has to mean the
 * same look-up.
 */
export function createCommitMemory<TValue>(maxEntries = MAX_ENTRIES) {
  const remembered = new WeakMap<Db, Map<string, Entry<TValue>>>();
  return async (db: Db, key: string, lookUp: () => Promise<TValue>): Promise<TValue> => {
    // Counted before it is read: a commit in between makes the entry look older than it is, never newer.
    const changeCount = db.changeCount();
    if (changeCount === null) return lookUp();
    let entries = remembered.get(db);
    if (!entries) remembered.set(db, (entries = new Map()));
    const known = entries.get(key);
    if (known?.changeCount === changeCount) return known.value;
    const value = await lookUp();
    if (entries.size >= maxEntries) entries.clear();
    entries.set(key, { changeCount, value });
    return value;
  };
}

/** A look-up whose result is remembered until anything is committed to the database. */
export function rememberUntilCommit<TValue>(
  lookUp: (db: Db, key: string) => Promise<TValue>,
): (db: Db, key: string) => Promise<TValue> {
  const memory = createCommitMemory<TValue>();
  return (db, key) => memory(db, key, () => lookUp(db, key));
}
