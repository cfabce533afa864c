import { type Codec, Repair } from "./codec.ts";

/** One of a list of words; anything else becomes `otherwise`. */
export function oneOf<const TWord extends string>(words: readonly TWord[], { otherwise }: { otherwise: TWord }): Codec<TWord> {
  const known = new Map<string, TWord>(words.map((word) => [word, word]));
  return {
    decode: (value) => (typeof value === "string" ? known.get(value) : undefined) ?? new Repair(otherwise, "unknown-word"),
    encode: (value) => value,
    shows: "value",
  };
}
