import type { Codec, ReferenceTarget } from "../codecs/codec.ts";
import type { SourceRow } from "../source/source.ts";
import { keyText } from "../values/key-text.ts";
import { digestRow } from "../values/row-bytes.ts";
import { createNewIds, type IdForm, type NewIdOf } from "./imported-id.ts";
import type { ErasedRow, Mapping } from "./mapping.ts";

export interface PlannedReference {
  readonly target: string;
  readonly from: string;
  readonly at: number;
  readonly to: ReferenceTarget;
}

/** A column with where its old value is among the values of a row, or how it is made from the columns before it. */
export type PlannedColumn =
  | { readonly type: "value"; readonly target: string; readonly from: string; readonly at: number; readonly codec: Codec<unknown> }
  | { readonly type: "reference"; readonly target: string; readonly index: number }
  | { readonly type: "made"; readonly target: string; make(row: ErasedRow): unknown };

/** A mapping made ready to run: which old columns are read, in which order. */
export interface Plan {
  readonly system: string;
  readonly mapping: Mapping;
  /** The key first, then those with a target, then those that are kept. */
  readonly sourceColumns: string[];
  readonly columns: readonly PlannedColumn[];
  readonly references: readonly PlannedReference[];
  /** Old columns that are kept beside the row. */
  readonly keep: { readonly from: string; readonly at: number }[];
  readonly newIdOf: NewIdOf;
  /** Old ids that several rows of the source have, each with the position of the first of them, which it belongs to. */
  readonly repeatedIds: Map<string, string>;
}

/** A row of the source with its names on both sides. */
export interface PlannedRow extends SourceRow {
  /** Null when the value in the key column can be nobody's id, or is an earlier row's. */
  oldId: string | null;
  /** True for the second and later rows of one id. */
  isRepeated: boolean;
  newId: string;
  digest: string;
  /** What its references name, in the plan's order: old ids as text, null where it can be nobody's. */
  references: (string | null)[];
}

export interface PlanOptions {
  system: string;
  idForm?: IdForm;
}

function planColumns(mapping: Mapping, sourceColumns: readonly string[]) {
  const references: PlannedReference[] = [];
  const columns = mapping.columns.map((column): PlannedColumn => {
    const { target } = column;
    if ("derive" in column) return { type: "made", target, make: column.derive };
    if ("claim" in column) return { type: "made", target, make: column.claim.key };
    const { from, codec } = column;
    const at = sourceColumns.indexOf(from);
    if (!codec.refersTo) return { type: "value", target, from, at, codec };
    return { type: "reference", target, index: references.push({ target, from, at, to: codec.refersTo }) - 1 };
  });
  return { columns, references };
}

export function createPlan({ system, idForm }: PlanOptions, mapping: Mapping): Plan {
  const from = mapping.columns.flatMap((column) => ("from" in column ? [column.from] : []));
  const sourceColumns = [...new Set([mapping.key.column, ...from, ...mapping.keep])];
  return {
    system,
    mapping,
    sourceColumns,
    ...planColumns(mapping, sourceColumns),
    keep: mapping.keep.map((column) => ({ from: column, at: sourceColumns.indexOf(column) })),
    newIdOf: createNewIds(system, idForm),
    repeatedIds: new Map(),
  };
}

/** Has values of columns that no mapping names kept beside the row, so that none is lost. */
export function keepBeside({ sourceColumns, keep }: Plan, columns: readonly string[]): void {
  for (const from of columns) {
    if (!sourceColumns.includes(from)) keep.push({ from, at: sourceColumns.push(from) - 1 });
  }
}

/** Plans every mapping. Throws when a mapping stands before one that its rows point at: its references could not be resolved. */
export function createPlans(options: PlanOptions, mappings: readonly Mapping[]): Plan[] {
  const before = new Set<string>();
  const plans = mappings.map((mapping) => createPlan(options, mapping));
  for (const { mapping, references } of plans) {
    before.add(mapping.kind);
    for (const { to } of references) {
      if (!before.has(to.kind)) throw new Error(`The mapping of ${mapping.kind} must stand after that of ${to.kind}.`);
    }
  }
  return plans;
}

export function planRow(plan: Plan, { position, values }: SourceRow): PlannedRow {
  const { mapping, references, newIdOf, repeatedIds } = plan;
  const { kind, key } = mapping;
  const id = keyText(values[0] ?? null, key.type);
  // Most tables have none, and looking a new string up costs the engine more than anything else here.
  const isRepeated = id !== null && repeatedIds.size > 0 && (repeatedIds.get(id) ?? position) !== position;
  const oldId = isRepeated ? null : id;
  const named: PlannedRow["references"] = [];
  for (const { at, to } of references) named.push(keyText(values[at] ?? null, to.key));
  return {
    isRepeated,
    position,
    values,
    oldId,
    newId: oldId === null ? "" : newIdOf(kind, oldId),
    digest: digestRow(values),
    references: named,
  };
}

/** Columns of the table whose values name rows of the same table. */
export function selfReferences({ mapping: { kind }, references }: Plan): PlannedReference[] {
  return references.filter(({ to }) => to.kind === kind);
}

/** The old ids that the rows point at and `isKnown` knows nothing of, by old table. */
export function openReferences(
  plan: Plan,
  rows: readonly PlannedRow[],
  isKnown: (kind: string, oldId: string) => boolean,
): Map<string, Set<string>> {
  const open = new Map<string, Set<string>>();
  for (const [index, { to }] of plan.references.entries()) {
    let last: string | null = null;
    for (const row of rows) {
      const oldId = row.references[index] ?? null;
      // Rows that point at the same row often stand together.
      if (oldId === null || oldId === last) continue;
      last = oldId;
      if (isKnown(to.kind, oldId)) continue;
      const ofKind = open.get(to.kind) ?? new Set();
      open.set(to.kind, ofKind.add(oldId));
    }
  }
  return open;
}
