import { orderedNumber } from "./imported-id.ts";

/** Ids that one page of bits stands for. */
const PAGE = 8192;
/** What all tables together may take: 10 MB of pages, and about as much of texts. */
const MAX_PAGES = 10_000;
const MAX_CHARACTERS = 4_000_000;

/** What the ids of all tables take. */
interface Usage {
  pages: number;
  characters: number;
}

/** Old ids of one table: integers, which lie close together, as bits; all others as texts. */
class IdSet {
  readonly #pages = new Map<number, Uint32Array>();
  readonly #texts = new Set<string>();
  readonly #usage: Usage;

  constructor(usage: Usage) {
    this.#usage = usage;
  }

  has(oldId: string): boolean {
    const number = orderedNumber(oldId);
    if (number === null) return this.#texts.has(oldId);
    const bits = this.#pages.get(Math.floor(number / PAGE));
    const at = number % PAGE;
    return bits !== undefined && (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
  }

  add(oldId: string): void {
    const number = orderedNumber(oldId);
    if (number === null) return this.#addText(oldId);
    const page = Math.floor(number / PAGE);
    let bits = this.#pages.get(page);
    if (!bits) {
      bits = new Uint32Array(PAGE / 32);
      this.#pages.set(page, bits);
      if (++this.#usage.pages > MAX_PAGES) this.#forgetPage();
    }
    const at = number % PAGE;
    bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
  }

  delete(oldId: string): void {
    const number = orderedNumber(oldId);
    if (number === null) return this.#deleteText(oldId);
    const bits = this.#pages.get(Math.floor(number / PAGE));
    const at = number % PAGE;
    if (bits) bits[at >>> 5] = (bits[at >>> 5] ?? 0) & ~(1 << (at & 31));
  }

  #addText(text: string): void {
    if (this.#texts.has(text)) return;
    this.#texts.add(text);
    this.#usage.characters += text.length;
    for (const oldest of this.#texts) {
      if (this.#usage.characters <= MAX_CHARACTERS) return;
      this.#deleteText(oldest);
    }
  }

  #deleteText(text: string): void {
    if (this.#texts.delete(text)) this.#usage.characters -= text.length;
  }

  #forgetPage(): void {
    const [oldest] = this.#pages.keys();
    if (oldest !== undefined && this.#pages.delete(oldest)) this.#usage.pages--;
  }
}

/**
 * Rows known to exist, by old table and old id, in bounded memory: a table that grows beyond it forgets its own first rows,
 * which then have to be looked up again.
 */
export class KnownRows {
  readonly #kinds = new Map<string, IdSet>();
  #usage: Usage = { pages: 0, characters: 0 };

  has(kind: string, oldId: string): boolean {
    return this.#kinds.get(kind)?.has(oldId) ?? false;
  }

  add(kind: string, oldId: string): void {
    let ids = this.#kinds.get(kind);
    if (!ids) {
      ids = new IdSet(this.#usage);
      this.#kinds.set(kind, ids);
    }
    ids.add(oldId);
  }

  delete(kind: string, oldId: string): void {
    this.#kinds.get(kind)?.delete(oldId);
  }

  clear(): void {
    this.#kinds.clear();
    this.#usage = { pages: 0, characters: 0 };
  }
}
