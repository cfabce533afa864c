import type { Db } from "@causeway/db";
import { and, asc, eq, gt, inArray, like } from "drizzle-orm";
import { engineColumn, engineTable, mappedColumns } from "../mapping/engine-table.ts";
import type { ClaimedColumn, ErasedRow } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { inBatches } from "../values/in-batches.ts";
import type { PendingRow } from "./sort-chunk.ts";
import type { TargetReader } from "./target-reader.ts";
import { vacate } from "./vacate.ts";

const PAGE = 2000;

type Claim = ClaimedColumn<ErasedRow>["claim"];

/** Whoever wants a key: a row of this chunk, or one that is stored already. */
interface Claimant {
  newId: string;
  key: string;
  target: ErasedRow;
  /** Null for rows made on the new side, which keep what they have. */
  oldId: bigint | null;
  /** Set for rows of this chunk. */
  pending: PendingRow | null;
}

export interface ClaimOptions {
  tx: Db;
  plan: Plan;
  reader: TargetReader;
  pending: readonly PendingRow[];
}

/** Rows that are stored with other values than they should have from now on. */
export interface StoredChange {
  newId: string;
  column: string;
  value: string;
}

const isStronger = (left: Claimant, right: Claimant) => right.oldId !== null && (left.oldId === null || left.oldId < right.oldId);

class ClaimedColumnSettler {
  readonly #options: ClaimOptions;
  readonly #column: string;
  readonly #claim: Claim;

  constructor(options: ClaimOptions, column: string, claim: Claim) {
    this.#options = options;
    this.#column = column;
    this.#claim = claim;
  }

  async settle(): Promise<StoredChange[]> {
    const { pending } = this.#options;
    const own = new Map(pending.map((row) => [row.row.newId, row]));
    const stored = await this.#storedBefore();
    const claimants: Claimant[] = pending.map((row) => ({
      newId: row.row.newId,
      key: this.#claim.key(row.target),
      target: row.target,
      oldId: BigInt(row.row.oldId ?? 0),
      pending: row,
    }));
    const wanted = new Set(claimants.map(({ key }) => key).filter((key) => !this.#isFallback(key)));
    claimants.push(...(await this.#holders(own, wanted)));
    // Only a row that was stored with another value sets a key free that somebody else has been waiting for.
    const released = claimants.flatMap(({ newId, key, target }) => {
      const value = stored.get(newId) ?? key;
      return value === key || value === this.#claim.fallback(target) ? [] : [value];
    });
    if (released.length > 0) claimants.push(...(await this.#waiting(own, new Set([...wanted, ...released]))));

    const changes: StoredChange[] = [];
    for (const [key, rivals] of Map.groupBy(claimants, (claimant) => claimant.key)) {
      const winner = rivals.reduce((best, rival) => (isStronger(rival, best) ? rival : best));
      for (const rival of rivals) {
        // A key that looks like a fallback could be somebody's fallback: nobody gets it.
        const value = rival === winner && !this.#isFallback(key) ? key : this.#claim.fallback(rival.target);
        const { newId } = rival;
        if (rival.pending) this.#assign(rival.pending, value);
        else if (rival.target[this.#column] !== value) changes.push({ newId, column: this.#column, value });
      }
    }
    return changes;
  }

  #isFallback(value: string): boolean {
    return value.startsWith(this.#claim.prefix);
  }

  #assign(row: PendingRow, value: string): void {
    row.target[this.#column] = value;
    if (this.#isFallback(value)) row.notes.push({ column: this.#column, reason: "shared-key" });
  }

  /** What the rows of this chunk that were imported before hold now, by new id. */
  async #storedBefore(): Promise<Map<string, string>> {
    const ids = this.#options.pending.filter(({ before }) => before !== null).map(({ row }) => row.newId);
    return new Map((await this.#select("id", ids)).map((row) => [String(row["id"]), String(row[this.#column])]));
  }

  /** Stored rows outside the chunk that hold a wanted key; those that this import did not make keep it. */
  async #holders(own: ReadonlyMap<string, unknown>, wanted: ReadonlySet<string>): Promise<Claimant[]> {
    const rows = (await this.#select(this.#column, [...wanted])).filter((row) => !own.has(String(row["id"])));
    return this.#toClaimants(rows, (row) => String(row[this.#column]));
  }

  /** Stored rows outside the chunk that had to take the fallback for one of the keys. */
  async #waiting(own: ReadonlyMap<string, unknown>, keys: ReadonlySet<string>): Promise<Claimant[]> {
    const { tx, plan } = this.#options;
    const { key, prefix } = this.#claim;
    const table = engineTable(tx.tables, plan.mapping.target);
    const waiting: ErasedRow[] = [];
    for (let after = ""; ;) {
      const page: ErasedRow[] = await tx
        .select(mappedColumns(table, plan.mapping))
        .from(table)
        .where(and(like(engineColumn(table, this.#column), `${prefix}%`), gt(table.id, after)))
        .orderBy(asc(table.id))
        .limit(PAGE);
      waiting.push(
        ...page.filter((row) => this.#isFallback(String(row[this.#column])) && keys.has(key(row)) && !own.has(String(row["id"]))),
      );
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = String(last["id"]);
    }
    return (await this.#toClaimants(waiting, key)).filter(({ oldId }) => oldId !== null);
  }

  async #toClaimants(rows: readonly ErasedRow[], keyOf: (row: ErasedRow) => string): Promise<Claimant[]> {
    const records = await this.#options.reader.recordsByNewId(rows.map((row) => String(row["id"])));
    return rows.map((row) => {
      const record = records.get(String(row["id"]));
      return {
        newId: String(row["id"]),
        key: keyOf(row),
        target: row,
        oldId: record?.sourceDigest ? BigInt(record.oldId) : null,
        pending: null,
      };
    });
  }

  async #select(column: string, values: readonly string[]): Promise<ErasedRow[]> {
    const { tx, plan } = this.#options;
    const table = engineTable(tx.tables, plan.mapping.target);
    const found: ErasedRow[] = [];
    for (const batch of inBatches(values, 1)) {
      found.push(
        ...(await tx
          .select(mappedColumns(table, plan.mapping))
          .from(table)
          .where(inArray(engineColumn(table, column), batch))),
      );
    }
    return found;
  }
}

/**
 * Gives every claimed column its value: the key to the lowest old id among all that want it, the fallback to the others,
 * whoever came first. Stored rows that lose or win a key thereby are returned, to be changed after the chunk is written.
 */
export async function settleClaims(options: ClaimOptions): Promise<StoredChange[]> {
  const changes: StoredChange[] = [];
  for (const column of options.plan.mapping.columns) {
    if ("claim" in column) changes.push(...(await new ClaimedColumnSettler(options, column.target, column.claim).settle()));
  }
  return changes;
}

/** Frees the old values of everything that changes, so that no two rows hold one value in between. */
export async function freeClaims(
  { tx, plan, pending }: ClaimOptions & { tx: Db },
  changes: readonly StoredChange[],
): Promise<void> {
  const columns = plan.mapping.columns.flatMap((column) => ("claim" in column ? [column.target] : []));
  const ids = [
    ...pending.filter(({ before }) => before !== null).map(({ row }) => row.newId),
    ...changes.map(({ newId }) => newId),
  ];
  await vacate({ tx, plan, ids, columns });
}

export async function applyChanges(tx: Db, plan: Plan, changes: readonly StoredChange[]): Promise<void> {
  const table = engineTable(tx.tables, plan.mapping.target);
  for (const { newId, column, value } of changes) {
    await tx
      .update(table)
      .set({ [column]: value })
      .where(eq(table.id, newId));
  }
}
