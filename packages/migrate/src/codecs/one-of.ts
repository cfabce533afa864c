import type { SourceValue } from "../values/source-value.ts";
import { type Codec, Repair } from "./codec.ts";

export interface OneOfOptions<TWord extends string, TOther extends string> {
  /** What anything else becomes. */
  otherwise: NoInfer<TWord>;
  /** Words that only the new side has, and the old word that comes nearest: what old clients are shown. */
  shown?: Record<TOther, NoInfer<TWord>>;
}

/** One of a list of words. */
export function oneOf<const TWord extends string, TOther extends string = never>(
  words: readonly TWord[],
  { otherwise, shown }: OneOfOptions<TWord, TOther>,
): Codec<TWord | TOther> {
  const known = new Map<SourceValue, TWord>(words.map((word) => [word, word]));
  const others = new Map<string, TWord>(Object.entries<TWord>(shown ?? {}));
  const plain: readonly SourceValue[] = words.filter((word) => !others.has(word));
  return {
    decode: (value) => known.get(value) ?? new Repair(otherwise, "unknown-word"),
    encode: (value) => others.get(value) ?? value,
    isStoredAs: (value, stored) => value === stored && plain.includes(value),
    shows: "value",
    rules: { takes: `one of ${words.join(", ")}`, repairs: { "unknown-word": otherwise }, refusals: [] },
  };
}
