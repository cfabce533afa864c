import { hash } from "node:crypto";

const MIN_BITS = 2 ** 16;
/** 16 MB. */
const MAX_BITS = 2 ** 27;
/** One in ten thousand texts that were never added is taken for one that was; more of them above five million texts. */
const BITS_PER_TEXT = 24;
const PROBES = 6;

/** Texts that were seen, in fixed memory (B. H. Bloom, 1970): a text that was added is always found, one that was not nearly never. */
export class SeenTexts {
  readonly #bits: Uint32Array;
  readonly #mask: number;

  /** `expected` is how many texts there may be. */
  constructor(expected: number) {
    const bits = Math.min(MAX_BITS, Math.max(MIN_BITS, 2 ** Math.ceil(Math.log2(expected * BITS_PER_TEXT + 1))));
    this.#bits = new Uint32Array(bits / 32);
    this.#mask = bits - 1;
  }

  /** Adds the text. True when it may have been there already. */
  add(text: string): boolean {
    const digest = hash("sha256", text, "buffer");
    let wasThere = true;
    for (let probe = 0; probe < PROBES; probe++) {
      const at = digest.readUInt32LE(probe * 4) & this.#mask;
      const word = this.#bits[at >>> 5] ?? 0;
      const bit = 1 << (at & 31);
      if ((word & bit) === 0) {
        wasThere = false;
        this.#bits[at >>> 5] = word | bit;
      }
    }
    return wasThere;
  }
}
