import type { Db } from "@causeway/db";
import { and, eq, inArray } from "drizzle-orm";
import { Refusal } from "../codecs/codec.ts";
import { decodeRow } from "../mapping/decode-row.ts";
import { engineColumn, engineTable, mappedColumns } from "../mapping/engine-table.ts";
import type { ErasedRow, UniqueColumns } from "../mapping/mapping.ts";
import { planRow } from "../mapping/plan.ts";
import { targetText } from "../mapping/same-target.ts";
import type { Source } from "../source/source.ts";
import { inBatches } from "../values/in-batches.ts";
import { keyValue } from "../values/key-text.ts";
import { type PendingRow, resolveReferences, type SortedChunk, type SortOptions } from "./sort-chunk.ts";
import type { StoredRecord } from "./target-reader.ts";
import { vacate } from "./vacate.ts";

export interface ClashOptions extends SortOptions {
  tx: Db;
  source: Source;
  chunk: SortedChunk;
}

/** More rounds than any chain of rows that take each other's values is long; what still clashes then is refused. */
const MAX_ROUNDS = 20;

/** The values of a unique index as one text; null where a NULL makes the row unlike any other. */
function uniqueText({ columns }: UniqueColumns, row: ErasedRow): string | null {
  const values = columns.map((column) => row[column]);
  return values.some((value) => value == null) ? null : values.map(targetText).join("\0");
}

const duplicate = (oldId: string | null) =>
  new Refusal("duplicate-values", `It has the same values as the row with the old id ${oldId}, and only one of them can be held.`);

/** Settles everything that a unique index would refuse, before it is written. */
export class ClashSettler {
  readonly #options: ClashOptions;
  /** Rows outside the chunk that have changed in the source and are written with it, because one of the chunk takes their values. */
  readonly pulled: PendingRow[] = [];

  constructor(options: ClashOptions) {
    this.#options = options;
  }

  /** Moves rows that cannot be held from `pending` to `refused`, and makes way for the others. */
  async settle(): Promise<void> {
    const { plan, chunk } = this.#options;
    for (const unique of plan.mapping.unique) {
      for (let round = 1; await this.#settleRound(unique, round === MAX_ROUNDS); round++);
    }
    const own = [...chunk.pending, ...this.pulled].filter(({ before }) => before !== null);
    const columns = plan.mapping.unique.flatMap((unique) => unique.columns);
    await vacate({ tx: this.#options.tx, plan, ids: own.map(({ row }) => row.newId), columns });
  }

  /** True when another round is needed, because rows were pulled in. */
  async #settleRound(unique: UniqueColumns, isLast: boolean): Promise<boolean> {
    const first = this.#refuseDuplicates(unique);
    const { chunk, reader } = this.#options;
    const own = new Set([...chunk.pending, ...this.pulled].map(({ row }) => row.newId));
    const holders = (await this.#holders(unique, [...first.values()])).filter((row) => !own.has(String(row["id"])));
    const records = await reader.recordsByNewId(holders.map((row) => String(row["id"])));
    let hasPulled = false;
    for (const holder of holders) {
      const text = uniqueText(unique, holder);
      const newcomer = text === null ? undefined : first.get(text);
      if (!newcomer) continue;
      const record = records.get(String(holder["id"])) ?? null;
      const verdict = await this.#judge(unique, newcomer, record, isLast);
      if (verdict === "pulled") hasPulled = true;
      else if (verdict) this.#refuse(newcomer, verdict);
    }
    return hasPulled;
  }

  /** Of rows with equal values in this chunk only the first stays. */
  #refuseDuplicates(unique: UniqueColumns): Map<string, PendingRow> {
    const first = new Map<string, PendingRow>();
    for (const row of [...this.pulled, ...this.#options.chunk.pending]) {
      const text = uniqueText(unique, row.target);
      if (text === null) continue;
      const earlier = first.get(text);
      if (earlier) this.#refuse(row, duplicate(earlier.row.oldId));
      else first.set(text, row);
    }
    return first;
  }

  /** What to do about a stored row that holds the newcomer's values. Null: it has made way. */
  async #judge(
    unique: UniqueColumns,
    newcomer: PendingRow,
    record: StoredRecord | null,
    isLast: boolean,
  ): Promise<Refusal | "pulled" | null> {
    if (!record?.sourceDigest) return new Refusal("values-taken", "A row made on the new side has its unique values.");
    const { plan, source } = this.#options;
    const { kind, key } = plan.mapping;
    const found = await source.find({
      table: kind,
      columns: plan.sourceColumns,
      keyColumn: key.column,
      keys: [keyValue(record.oldId, key.type)],
    });
    const first = plan.repeatedIds.get(record.oldId);
    const current = found.find(({ position }) => (first ?? position) === position);
    if (!current) {
      if (unique.replaced === "delete") return this.#remove(record);
      return new Refusal(
        "values-taken",
        `The row with the old id ${record.oldId} has its unique values; it is gone from the source.`,
      );
    }
    const row = planRow(plan, current);
    const resolve = await resolveReferences(this.#options, [row]);
    const decoded = decodeRow(plan, row, resolve);
    const isSame = !(decoded instanceof Refusal) && uniqueText(unique, decoded.target) === uniqueText(unique, newcomer.target);
    if (decoded instanceof Refusal || isSame || isLast) return duplicate(record.oldId);
    this.pulled.push({ ...decoded, row, before: record });
    return "pulled";
  }

  async #remove({ oldId, newId }: StoredRecord): Promise<null> {
    const { tx, plan } = this.#options;
    const { legacyRecord } = tx.tables;
    const table = engineTable(tx.tables, plan.mapping.target);
    await tx.delete(table).where(eq(table.id, newId));
    const { system, mapping } = plan;
    await tx
      .delete(legacyRecord)
      .where(and(eq(legacyRecord.system, system), eq(legacyRecord.kind, mapping.kind), eq(legacyRecord.oldId, oldId)));
    return null;
  }

  #refuse(row: PendingRow, refusal: Refusal): void {
    const { chunk } = this.#options;
    chunk.pending = chunk.pending.filter((other) => other !== row);
    const at = this.pulled.indexOf(row);
    if (at >= 0) this.pulled.splice(at, 1);
    else chunk.refused.push({ row: row.row, refusal, before: row.before });
  }

  async #holders(unique: UniqueColumns, rows: readonly PendingRow[]): Promise<ErasedRow[]> {
    const { tx, plan } = this.#options;
    const table = engineTable(tx.tables, plan.mapping.target);
    const found: ErasedRow[] = [];
    for (const batch of inBatches(rows, unique.columns.length)) {
      const anyOf = unique.columns.map((name) =>
        inArray(engineColumn(table, name), [...new Set(batch.map(({ target }) => target[name]))]),
      );
      found.push(
        ...(await tx
          .select(mappedColumns(table, plan.mapping))
          .from(table)
          .where(and(...anyOf))),
      );
    }
    return found;
  }
}
