import { Refusal, Repair } from "../codecs/codec.ts";
import type { ErasedRow, MappedColumn, Mapping } from "../mapping/mapping.ts";
import { isSameTarget } from "../mapping/same-target.ts";
import type { KeyType } from "../values/key-text.ts";
import { RawText, type SourceValue } from "../values/source-value.ts";
import { fromTaggedJson } from "../values/tagged-json.ts";
import type { OldRecord } from "./id-map.ts";
import type { OldId } from "./old-id.ts";

/** A cell as the old server handed it out: its driver gave every number as a double, and text that is no UTF-8 as U+FFFD. */
export type OldValue = number | string | Uint8Array | null;
export type OldRow = Record<string, OldValue>;

export interface EncodeOldRowOptions {
  mapping: Mapping;
  /** A row of the target table, or a part of it: columns it does not have are left out of the old row. */
  row: ErasedRow;
  record: OldRecord;
  /** The old id of another row, for references. */
  resolveOldId: (kind: string, newId: string) => OldId | null;
}

function shown(value: SourceValue): OldValue {
  if (typeof value === "bigint") return Number(value);
  return value instanceof RawText ? value.toString() : value;
}

/** An id beyond 2^53 came as the double next to it, like every other number. */
const shownId = (id: OldId | null, type: KeyType): OldValue => (type === "integer" && id !== null ? Number(id) : id);

/** An original is shown only while the new side still holds what became of it. */
function isStillTrue({ codec }: MappedColumn<unknown>, original: SourceValue, current: unknown): boolean {
  if (codec.refersTo) return current === null;
  const decoded = codec.decode(original);
  if (decoded instanceof Refusal) return false;
  return isSameTarget(decoded instanceof Repair ? decoded.value : decoded, current);
}

/** The old row as the old server would show it, in the order of its columns. */
export function encodeOldRow({ mapping, row, record, resolveOldId }: EncodeOldRowOptions): OldRow {
  const originals = record.originals ?? {};
  const old: OldRow = { [mapping.key.column]: shownId(record.oldId, mapping.key.type) };
  for (const column of mapping.columns) {
    const current = row[column.target];
    if (!("from" in column) || current === undefined) continue;
    const json = originals[column.from];
    const original = json === undefined ? undefined : fromTaggedJson(json);
    if (original !== undefined && isStillTrue(column, original, current)) old[column.from] = shown(original);
    else if (column.codec.refersTo) {
      const { kind, key } = column.codec.refersTo;
      old[column.from] = typeof current === "string" ? shownId(resolveOldId(kind, current), key) : null;
    } else old[column.from] = shown(column.codec.encode(current));
  }
  for (const column of mapping.keep) {
    const json = originals[column];
    old[column] = json === undefined ? null : shown(fromTaggedJson(json));
  }
  return old;
}
