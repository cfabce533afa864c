/** Enough for the rows that are pointed at again and again, and a bound on memory (about 120 bytes each). */
const MAX_PER_KIND = 300_000;

/** Rows that are known to exist, by old table and old id, with their new ids; the oldest are forgotten first. */
export class KnownRows {
  readonly #kinds = new Map<string, Map<string, string>>();
  readonly #max: number;

  constructor(max = MAX_PER_KIND) {
    this.#max = max;
  }

  find(kind: string, oldId: string): string | null {
    return this.#kinds.get(kind)?.get(oldId) ?? null;
  }

  add(kind: string, oldId: string, newId: string): void {
    let rows = this.#kinds.get(kind);
    if (!rows) {
      rows = new Map();
      this.#kinds.set(kind, rows);
    }
    rows.set(oldId, newId);
    if (rows.size > this.#max) {
      const [oldest] = rows.keys();
      if (oldest !== undefined) rows.delete(oldest);
    }
  }

  delete(kind: string, oldId: string): void {
    this.#kinds.get(kind)?.delete(oldId);
  }

  clear(): void {
    this.#kinds.clear();
  }
}
