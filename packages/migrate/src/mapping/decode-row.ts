import { Refusal, Repair } from "../codecs/codec.ts";
import { digestRow } from "../values/row-bytes.ts";
import { isSameValue, type SourceValue } from "../values/source-value.ts";
import { toTaggedJson } from "../values/tagged-json.ts";
import type { ErasedRow, Originals } from "./mapping.ts";
import type { Plan, PlannedColumn, PlannedReference, PlannedRow } from "./plan.ts";

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
  /** A row that no id can be read of is refused. */
  oldId: string;
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
  dangling: string[] | null = null;
  originals: Originals | null = null;

  constructor(newId: string) {
    this.target = { id: newId };
  }

  keep(column: string, value: SourceValue, reason: string): void {
    // Without a prototype: an old column may be called `__proto__`, which on others would set it and keep nothing.
    this.originals ??= Object.create(null) as Originals;
    this.originals[column] = toTaggedJson(value);
    this.notes.push({ column, reason });
  }

  /** Returns the refusal, if the row cannot be held. */
  decode({ target, from, codec }: Extract<PlannedColumn, { type: "value" }>, value: SourceValue): Refusal | null {
    const decoded = codec.decode(value);
    if (decoded instanceof Refusal) return decoded;
    const result = decoded instanceof Repair ? decoded.value : decoded;
    this.target[target] = result;
    if (!isSameValue(codec.encode(result), value)) {
      this.keep(from, value, decoded instanceof Repair ? decoded.reason : "written-differently");
    }
    return null;
  }

  refer({ target, from, to }: PlannedReference, value: SourceValue, newId: string | null): Refusal | null {
    this.target[target] = newId;
    if (newId !== null) return null;
    if (to.isRequired) return new Refusal("dangling-reference", `${from} points at no row of ${to.kind}.`);
    if (value !== null) {
      this.keep(from, value, "dangling");
      (this.dangling ??= []).push(from);
    }
    return null;
  }
}

/** Makes one of our rows from a row of the source, or says why none can be made. Claimed columns get their key. */
export function decodeRow(plan: Plan, row: PlannedRow, resolve: ResolveReference): DecodedRow | Refusal {
  if (row.isRepeated)
    return new Refusal(
      "repeated-id",
      `An earlier row has the same ${plan.mapping.key.column}, and only one row can be known by it.`,
    );
  if (row.oldId === null) return new Refusal("unusable-id", `${plan.mapping.key.column} holds nothing that can be an id.`);
  const decoder = new RowDecoder(row.newId);
  for (const column of plan.columns) {
    let refusal: Refusal | null = null;
    if (column.type === "value") refusal = decoder.decode(column, row.values[column.at] ?? null);
    else if (column.type === "made") decoder.target[column.target] = column.make(decoder.target);
    else {
      const reference = plan.references[column.index];
      const oldId = row.references[column.index] ?? null;
      if (reference) {
        const newId = oldId === null ? null : resolve(reference.to.kind, oldId);
        refusal = decoder.refer(reference, row.values[reference.at] ?? null, newId);
      }
    }
    if (refusal) return refusal;
  }
  for (const { from, at } of plan.keep) {
    const value = row.values[at] ?? null;
    if (value !== null) decoder.keep(from, value, "no-place");
  }
  const { target, originals, notes, dangling } = decoder;
  return { oldId: row.oldId, target, originals, notes, digest: dangling === null ? row.digest : digestRow(row.values, dangling) };
}
