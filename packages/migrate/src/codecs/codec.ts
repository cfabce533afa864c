import type { KeyType } from "../values/key-text.ts";
import type { SourceValue } from "../values/source-value.ts";

/** The value had to be made to fit; the old one is kept beside it. */
export class Repair<TValue> {
  readonly value: TValue;
  /** A stable word, such as `not-a-date`. */
  readonly reason: string;

  constructor(value: TValue, reason: string) {
    this.value = value;
    this.reason = reason;
  }
}

/** No table can hold the row because of this value: it goes to the quarantine. */
export class Refusal {
  readonly reason: string;
  /** One sentence for the operator, without the value itself. */
  readonly message: string;

  constructor(reason: string, message: string) {
    this.reason = reason;
    this.message = message;
  }
}

/** What a codec says about itself, for people; a test holds it to what it does. */
export interface CodecRules {
  /** What is taken as it is. */
  readonly takes: string;
  /** The reason of every repair, and what the value becomes then. */
  readonly repairs: Readonly<Record<string, string>>;
  /** The reason of every refusal. */
  readonly refusals: readonly string[];
}

/** Where a codec points: the old table and how its ids look. */
export interface ReferenceTarget {
  kind: string;
  key: KeyType;
  /** True when the row cannot be without it. */
  isRequired: boolean;
}

/**
 * One column's way there and back. The law: `encode(decode(x))` is `x` in storage class and bytes, or `x` is kept as the
 * row's original; and decoding the same value twice gives the same.
 */
export interface Codec<TValue> {
  decode(value: SourceValue): TValue | Repair<TValue> | Refusal;
  encode(value: TValue): SourceValue;
  /**
   * True only where decoding `value` gives, without repair, what is stored as `stored` (see `Db.bulkRead`), and encoding gives
   * `value` back: seen at a fraction of the cost of doing both. False says nothing. Left out where there is no short way.
   */
  isStoredAs?(value: SourceValue, stored: unknown): boolean;
  /** How a value is shown in a report unless the operator asks for all of it. */
  readonly shows: "value" | "digest" | "secret";
  readonly rules: CodecRules;
  /** Set by `reference` alone: the engine resolves it, because only it knows which rows exist. */
  readonly refersTo?: ReferenceTarget;
}
