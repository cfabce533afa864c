import type { KeyType } from "../values/key-text.ts";
import { type Codec, Refusal } from "./codec.ts";

export interface ReferenceOptions {
  /** How the ids of the other table look; `integer` unless told. */
  key?: KeyType;
}

const UNRESOLVED = new Refusal("unresolved", "A reference is resolved by the engine, not by its codec.");

/** A row of another old table, or of the same. One that points at nothing becomes NULL; the old value is kept. */
export function reference(kind: string, { key = "integer" }: ReferenceOptions = {}): Codec<string | null> {
  const rules = { takes: `an id of ${kind}, or NULL`, repairs: { dangling: "NULL" }, refusals: [] };
  return { decode: () => UNRESOLVED, encode: () => null, shows: "value", rules, refersTo: { kind, key, isRequired: false } };
}

/** As `reference`, for a row that cannot be without it: one that points at nothing goes to the quarantine. */
export function requiredReference(kind: string, { key = "integer" }: ReferenceOptions = {}): Codec<string> {
  const rules = { takes: `an id of ${kind}`, repairs: {}, refusals: ["dangling-reference"] };
  return { decode: () => UNRESOLVED, encode: () => null, shows: "value", rules, refersTo: { kind, key, isRequired: true } };
}
