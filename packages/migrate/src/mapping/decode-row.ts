import { type Codec, Refusal, Repair } from "../codecs/codec.ts";
import { keyText } from "../values/key-text.ts";
import { digestRow } from "../values/row-bytes.ts";
import { isSameValue, type SourceValue } from "../values/source-value.ts";
import { toTaggedJson } from "../values/tagged-json.ts";
import type { ErasedRow, Originals } from "./mapping.ts";
import { type Plan, type PlannedRow, valueOf } from "./plan.ts";

/**
 * Something worth counting. Why an original is kept: one of the repairs, `dangling`, `no-place`, or `written-differently`
 * for the same value in another spelling. `shared-key`: somebody else has the claimed key.
 */
export interface Note {
  column: string;
  reason: string;
}

/** What a row of the source becomes. */
export interface DecodedRow {
  target: ErasedRow;
  originals: Originals | null;
  notes: Note[];
  /** Of the old row, and of which of its references pointed at nothing. */
  digest: string;
}

/** The new id of a row that exists on the other side, else null. */
export type ResolveReference = (kind: string, oldId: string) => string | null;

class RowDecoder {
  readonly target: ErasedRow;
  readonly notes: Note[] = [];
  readonly dangling: string[] = [];
  originals: Originals | null = null;
  readonly #resolve: ResolveReference;

  constructor(newId: string, resolve: ResolveReference) {
    this.target = { id: newId };
    this.#resolve = resolve;
  }

  keep(column: string, value: SourceValue, reason: string): void {
    this.originals ??= {};
    this.originals[column] = toTaggedJson(value);
    this.notes.push({ column, reason });
  }

  /** Returns the refusal, if the row cannot be held. */
  decode(target: string, column: string, codec: Codec<unknown>, value: SourceValue): Refusal | null {
    if (codec.refersTo) return this.#refer(target, column, codec.refersTo, value);
    const decoded = codec.decode(value);
    if (decoded instanceof Refusal) return decoded;
    const result = decoded instanceof Repair ? decoded.value : decoded;
    this.target[target] = result;
    if (!isSameValue(codec.encode(result), value)) {
      this.keep(column, value, decoded instanceof Repair ? decoded.reason : "written-differently");
    }
    return null;
  }

  #refer(target: string, column: string, to: NonNullable<Codec<unknown>["refersTo"]>, value: SourceValue): Refusal | null {
    const oldId = keyText(value, to.key);
    const newId = oldId === null ? null : this.#resolve(to.kind, oldId);
    this.target[target] = newId;
    if (newId !== null) return null;
    if (to.isRequired) return new Refusal("dangling-reference", `${column} points at no row of ${to.kind}.`);
    if (value !== null) {
      this.keep(column, value, "dangling");
      this.dangling.push(column);
    }
    return null;
  }
}

/** Makes one of our rows from a row of the source, or says why none can be made. Claimed columns get their key. */
export function decodeRow(plan: Plan, row: PlannedRow, resolve: ResolveReference): DecodedRow | Refusal {
  if (row.oldId === null) return new Refusal("unusable-id", `${plan.mapping.key.column} holds nothing that can be an id.`);
  const decoder = new RowDecoder(row.newId, resolve);
  for (const column of plan.mapping.columns) {
    if ("from" in column) {
      const refusal = decoder.decode(column.target, column.from, column.codec, valueOf(plan, row, column.from));
      if (refusal) return refusal;
    } else {
      decoder.target[column.target] = "derive" in column ? column.derive(decoder.target) : column.claim.key(decoder.target);
    }
  }
  for (const column of plan.mapping.keep) {
    const value = valueOf(plan, row, column);
    if (value !== null) decoder.keep(column, value, "no-place");
  }
  const { target, originals, notes, dangling } = decoder;
  return { target, originals, notes, digest: dangling.length === 0 ? row.digest : digestRow(row.values, dangling) };
}

/** The old ids a row points at. */
export function* referencesOf(plan: Plan, row: PlannedRow): Generator<{ kind: string; oldId: string }> {
  for (const column of plan.mapping.columns) {
    const to = "from" in column ? column.codec.refersTo : undefined;
    if (!to || !("from" in column)) continue;
    const oldId = keyText(valueOf(plan, row, column.from), to.key);
    if (oldId !== null) yield { kind: to.kind, oldId };
  }
}
