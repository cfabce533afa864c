import type { JsonValue, Tables } from "@causeway/db";
import type { Codec } from "../codecs/codec.ts";
import type { KeyType } from "../values/key-text.ts";

/** A table of ours that rows can be imported into: it has an id. */
export type TargetTable = { [TName in keyof Tables]: Tables[TName] extends { id: unknown } ? TName : never }[keyof Tables];

/** A whole row of ours, every column as it is read. */
export type TargetRow<TTable extends TargetTable = TargetTable> = Tables[TTable]["$inferSelect"];
export type ErasedRow = Record<string, unknown>;

/** What was expected of a cell and what was found, each with its row. */
export interface MovedCell {
  expected: unknown;
  found: unknown;
  expectedRow: ErasedRow;
  foundRow: ErasedRow;
}

interface Moving {
  /** True where the new side had good reason to change the value since; it is then counted apart, not as a difference. */
  movedOn?(cell: MovedCell): boolean;
}

/** A column that takes its value from one column of the old table, and gives it back. */
export interface MappedColumn<TValue> extends Moving {
  from: string;
  codec: Codec<TValue>;
}

/** A column made from the columns listed before it. */
export interface DerivedColumn<TRow, TValue> extends Moving {
  derive(row: TRow): TValue;
}

/**
 * A unique column made from the row, which the first of several equal rows (lowest old id) gets as `key`, all others as
 * `fallback`. Fallbacks begin with `prefix`, and no key does. For integer ids only.
 */
export interface ClaimedColumn<TRow> {
  claim: { key(row: TRow): string; fallback(row: TRow): string; prefix: string };
}

type Value<TRow, TColumn extends keyof TRow> = Exclude<TRow[TColumn], undefined>;
type NewRow<TTable extends TargetTable> = Omit<Tables[TTable]["$inferInsert"], "id">;

/** Columns that may not be empty must be there; others that are left out are neither written nor compared. */
export type ColumnSpecs<TTable extends TargetTable> = {
  [TColumn in keyof NewRow<TTable>]:
    | MappedColumn<Value<NewRow<TTable>, TColumn>>
    | DerivedColumn<TargetRow<TTable>, Value<NewRow<TTable>, TColumn>>
    | (Value<NewRow<TTable>, TColumn> extends string ? ClaimedColumn<TargetRow<TTable>> : never);
};

/** A unique index of the target table. */
export interface UniqueColumns {
  columns: readonly string[];
  /**
   * `delete`: a row whose old row is gone makes way for one with the same values, because the old system replaces
   * rows. Otherwise the newcomer goes to the quarantine.
   */
  replaced?: "delete";
}

export type ErasedColumn = { target: string } & (
  | MappedColumn<unknown>
  | DerivedColumn<ErasedRow, unknown>
  | ClaimedColumn<ErasedRow>
);

/** How one old table becomes one of ours, and back. Data: made by `defineMapping`, read by import, verify and old routes. */
export interface Mapping<TTable extends TargetTable = TargetTable> {
  /** The old table's name, and the name of its ids. */
  readonly kind: string;
  readonly target: TTable;
  readonly key: { readonly column: string; readonly type: KeyType };
  readonly columns: readonly ErasedColumn[];
  /** Old columns that have no place on the new side: kept beside the row. */
  readonly keep: readonly string[];
  readonly unique: readonly UniqueColumns[];
}

/** Old column → old value, only where encoding the new row would not give it back. */
export type Originals = Record<string, JsonValue>;
