import type { Db } from "@causeway/db";
import type { DecodedRow, ResolveReference } from "../mapping/decode-row.ts";
import { engineTable } from "../mapping/engine-table.ts";
import type { Plan, PlannedColumn, PlannedRow } from "../mapping/plan.ts";
import { storedForm } from "../values/stored-form.ts";

/** What is stored of a row (see `Db.bulkRead`): its id, then its mapped columns in the plan's order. */
export type StoredValues = readonly unknown[];

/** True where what is stored in the column is, beyond doubt, what the row says. */
type CellCheck = (row: PlannedRow, stored: unknown, resolve: ResolveReference) => boolean;

/** Null where there is no short way. */
function checkCell(column: PlannedColumn, { references }: Plan): CellCheck | null {
  // Checked after all others, from which it is made.
  if (column.type === "made") return () => true;
  if (column.type === "value") {
    const { at, codec } = column;
    const isStoredAs = codec.isStoredAs?.bind(codec);
    return isStoredAs ? ({ values }, stored) => isStoredAs(values[at] ?? null, stored) : null;
  }
  const { index } = column;
  const reference = references[index];
  if (!reference) return null;
  const { at, to } = reference;
  return (row, stored, resolve) => {
    const oldId = row.references[index] ?? null;
    if (oldId === null) return row.values[at] === null && stored === null && !to.isRequired;
    return stored !== null && stored === resolve(to.kind, oldId);
  };
}

function isAscending(rows: readonly PlannedRow[]): boolean {
  return rows.every((row, at) => at === 0 || row.newId > (rows[at - 1]?.newId ?? ""));
}

/** Where the row with this id is among `stored`, from `from` on, or would be. */
function placeOf(newId: string, stored: readonly StoredValues[], from: number): number {
  let at = from;
  // Nearly always it is the first that is looked at.
  while (at < stored.length && stored[at]?.[0] !== newId && String(stored[at]?.[0]) < newId) at++;
  return at;
}

export interface FindOptions {
  resolve: ResolveReference;
  /** What the row becomes, or null where that is not for this row alone to say. Asked only where columns are made from others. */
  decoded(at: number): DecodedRow | null;
}

/**
 * Finds the rows that are stored cell by cell as the source has them: nearly all rows of most databases, and of tables without
 * columns that are made from others none of them has to be decoded.
 */
export class PlainRows {
  readonly #db: Db;
  readonly #plan: Plan;
  readonly #checks: readonly CellCheck[] | null;
  /** Where the columns stand that are made from others. */
  readonly #made: readonly number[];

  constructor(db: Db, plan: Plan) {
    this.#db = db;
    this.#plan = plan;
    const checks = plan.columns.flatMap((column) => checkCell(column, plan) ?? []);
    this.#checks = checks.length === plan.columns.length ? checks : null;
    this.#made = [...plan.columns.keys()].filter((at) => plan.columns[at]?.type === "made");
  }

  /** True when `find` asks what rows become. */
  get needsDecoded(): boolean {
    return this.#made.length > 0;
  }

  /** For each row what is stored of it, or null: then it has to be decoded and looked at. */
  async find(rows: readonly PlannedRow[], { resolve, decoded }: FindOptions): Promise<(StoredValues | null)[]> {
    const checks = this.#checks;
    const stored = checks && (await this.#read(rows.filter(({ oldId }) => oldId !== null)));
    if (!checks || !stored) return rows.map(() => null);
    const { system, mapping, keep } = this.#plan;
    let [target, record] = [0, 0];
    return rows.map((row, index) => {
      const { oldId, newId, digest, values } = row;
      if (oldId === null) return null;
      target = placeOf(newId, stored.targets, target);
      record = placeOf(newId, stored.records, record);
      const found = stored.targets[target];
      const [ofId, ofOldId, originals, sourceDigest, ofSystem, ofKind] = stored.records[record] ?? [];
      const isOurs = ofId === newId && ofOldId === oldId && ofSystem === system && ofKind === mapping.kind;
      if (!isOurs || originals !== null || sourceDigest !== digest || found?.[0] !== newId) return null;
      for (const { at } of keep) if (values[at] !== null) return null;
      let at = 1;
      for (const isPlain of checks) if (!isPlain(row, found[at++], resolve)) return null;
      return !this.needsDecoded || this.#isMadeRight(decoded(index), found) ? found : null;
    });
  }

  #isMadeRight(decoded: DecodedRow | null, found: StoredValues): boolean {
    const { columns } = this.#plan;
    return decoded !== null && this.#made.every((at) => storedForm(decoded.target[columns[at]?.target ?? ""]) === found[at + 1]);
  }

  /** What is stored under the new ids of these rows, and between them; null where that cannot be read in one go. */
  async #read(rows: readonly PlannedRow[]): Promise<Record<"targets" | "records", StoredValues[]> | null> {
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last || !isAscending(rows)) return null;
    const { tables } = this.#db;
    const { target, columns } = this.#plan.mapping;
    const names = ["id", ...columns.map((column) => column.target)];
    // More than that is between them only if many rows are there that the source does not have.
    const [from, to, limit] = [first.newId, last.newId, rows.length * 2];
    const table = engineTable(tables, target);
    const targets = await this.#db.bulkRead({ table, by: { property: "id", from, to }, columns: names, limit });
    const records = await this.#db.bulkRead({
      table: tables.legacyRecord,
      by: { property: "newId", from, to },
      columns: ["newId", "oldId", "originals", "sourceDigest", "system", "kind"],
      limit,
    });
    return { targets, records };
  }
}
