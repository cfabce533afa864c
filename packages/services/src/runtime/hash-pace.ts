import { dummyHash, identifyHash } from "@causeway/passwords";

/** Checks of one kind that are remembered; their median does not mind a slow moment of the machine. */
const MEMORY = 15;
const FORGET_MS = 24 * 60 * 60 * 1000;
const MAX_KINDS = 100;

/** How long checking takes, by kind of hash. */
export interface HashPace {
  /** A check of this hash, or of none, took so long. */
  met(hash: string | null, milliseconds: number): void;
  /** What the slowest kind of the last day usually takes. */
  slowestMs(): number;
}

/** Scheme and cost: hashes that have both in common take the same time. */
function kindOf(hash: string): string {
  const identity = identifyHash(hash);
  return identity.kind === "known" ? JSON.stringify([identity.scheme, identity.parameters]) : identity.kind;
}

const medianOf = (values: readonly number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

export function createHashPace(): HashPace {
  const kinds = new Map<string, { last: number[]; metAt: number }>();
  return {
    met(hash, milliseconds) {
      const kind = kindOf(hash ?? dummyHash);
      const last = [...(kinds.get(kind)?.last ?? []), milliseconds].slice(-MEMORY);
      kinds.delete(kind);
      const [oldest] = kinds.keys();
      if (kinds.size >= MAX_KINDS && oldest !== undefined) kinds.delete(oldest);
      kinds.set(kind, { last, metAt: performance.now() });
    },
    slowestMs() {
      const since = performance.now() - FORGET_MS;
      const lately = [...kinds.values()].filter(({ metAt }) => metAt >= since);
      return Math.max(0, ...lately.map(({ last }) => medianOf(last)));
    },
  };
}
