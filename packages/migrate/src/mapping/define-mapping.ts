import type { KeyType } from "../values/key-text.ts";
import type { ColumnSpecs, ErasedColumn, Mapping, TargetTable, UniqueColumns } from "./mapping.ts";

export interface MappingDefinition<TTable extends TargetTable> {
  /** The old table's name. */
  kind: string;
  target: TTable;
  key: { column: string; type: KeyType };
  /** In the order of the old table, which is the order old rows are shown in. */
  columns: ColumnSpecs<TTable>;
  /** Old columns that have no place on the new side: their values are kept beside the row. */
  keep?: readonly string[];
  unique?: readonly UniqueColumns[];
}

/**
 * Safe because `ColumnSpecs` has checked every codec against its column, and the engine hands each column only values
 * that came from the same column's codec or table.
 */
function erase(columns: object): ErasedColumn[] {
  return Object.entries(columns).map(([target, spec]) => ({ target, ...spec }) as ErasedColumn);
}

/** Declares how an old table crosses. The compiler checks every column's type against the target table. */
export function defineMapping<TTable extends TargetTable>(definition: MappingDefinition<TTable>): Mapping<TTable> {
  const { columns, keep = [], unique = [], ...rest } = definition;
  return { ...rest, keep, unique, columns: erase(columns) };
}
