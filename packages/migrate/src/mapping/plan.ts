import type { SourceRow } from "../source/source.ts";
import { keyText } from "../values/key-text.ts";
import { digestRow } from "../values/row-bytes.ts";
import type { SourceValue } from "../values/source-value.ts";
import { importedId } from "./imported-id.ts";
import type { Mapping } from "./mapping.ts";

/** A mapping made ready to run: which old columns are read, in which order. */
export interface Plan {
  readonly system: string;
  readonly mapping: Mapping;
  /** The key first, then those with a target, then those that are kept. */
  readonly sourceColumns: readonly string[];
  /** Where each old column is among the values of a row. */
  readonly at: ReadonlyMap<string, number>;
}

/** A row of the source with its names on both sides. */
export interface PlannedRow extends SourceRow {
  /** Null when the value in the key column can be nobody's id. */
  oldId: string | null;
  newId: string;
  digest: string;
}

export function createPlan(system: string, mapping: Mapping): Plan {
  const from = mapping.columns.flatMap((column) => ("from" in column ? [column.from] : []));
  const sourceColumns = [...new Set([mapping.key.column, ...from, ...mapping.keep])];
  return { system, mapping, sourceColumns, at: new Map(sourceColumns.map((column, at) => [column, at])) };
}

/** Plans every mapping. Throws when a mapping stands before one that its rows point at: its references could not be resolved. */
export function createPlans(system: string, mappings: readonly Mapping[]): Plan[] {
  const before = new Set<string>();
  for (const { kind, columns } of mappings) {
    before.add(kind);
    for (const column of columns) {
      const refersTo = "from" in column ? column.codec.refersTo?.kind : undefined;
      if (refersTo !== undefined && !before.has(refersTo))
        throw new Error(`The mapping of ${kind} must stand after that of ${refersTo}.`);
    }
  }
  return mappings.map((mapping) => createPlan(system, mapping));
}

export function planRow({ system, mapping: { kind, key } }: Plan, { position, values }: SourceRow): PlannedRow {
  const oldId = keyText(values[0] ?? null, key.type);
  return {
    position,
    values,
    oldId,
    newId: oldId === null ? "" : importedId({ system, kind, oldId }),
    digest: digestRow(values),
  };
}

export function valueOf(plan: Plan, row: SourceRow, column: string): SourceValue {
  return row.values[plan.at.get(column) ?? -1] ?? null;
}

/** True when rows of the table point at rows of the same table. */
export function refersToItself({ mapping: { kind, columns } }: Plan): boolean {
  return columns.some((column) => "from" in column && column.codec.refersTo?.kind === kind);
}
