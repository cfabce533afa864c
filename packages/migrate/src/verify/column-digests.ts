import { createHash, type Hash } from "node:crypto";
import { targetText } from "../mapping/same-target.ts";

/** What one column should hold and what it does hold, each as one SHA-256 over all rows in the source's order. */
export interface ColumnDigest {
  column: string;
  expected: string;
  found: string;
}

class Stream {
  readonly #hash: Hash = createHash("sha256");
  #pending = "";

  add(oldId: string, value: unknown): void {
    this.#pending += `${oldId}=${value === undefined ? "" : targetText(value)}\n`;
    if (this.#pending.length > 65_536) this.#flush();
  }

  digest(): string {
    this.#flush();
    return this.#hash.digest("hex");
  }

  #flush(): void {
    this.#hash.update(this.#pending);
    this.#pending = "";
  }
}

export class ColumnDigests {
  readonly #columns = new Map<string, { expected: Stream; found: Stream }>();

  add(column: string, oldId: string, { expected, found }: { expected: unknown; found: unknown }): void {
    let streams = this.#columns.get(column);
    if (!streams) {
      streams = { expected: new Stream(), found: new Stream() };
      this.#columns.set(column, streams);
    }
    streams.expected.add(oldId, expected);
    streams.found.add(oldId, found);
  }

  report(): ColumnDigest[] {
    return [...this.#columns].map(([column, { expected, found }]) => ({
      column,
      expected: expected.digest(),
      found: found.digest(),
    }));
  }
}
