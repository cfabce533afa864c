import type { Db } from "@causeway/db";
import { and, eq, ne } from "drizzle-orm";
import type { DecodedRow } from "../mapping/decode-row.ts";
import { engineTable } from "../mapping/engine-table.ts";
import type { ErasedRow } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";

/** Says who should hold a claimed key: the lowest old id, unless a row made on the new side has it. */
export class ClaimChecker {
  readonly #db: Db;
  readonly #plan: Plan;
  readonly #taken = new Map<string, Set<string>>();

  constructor(db: Db, plan: Plan) {
    this.#db = db;
    this.#plan = plan;
  }

  /** Sets the claimed columns of `expected`. To be called for all rows in the order of their old ids. */
  async expect(expected: DecodedRow, found: ErasedRow | undefined): Promise<void> {
    for (const column of this.#plan.mapping.columns) {
      if (!("claim" in column)) continue;
      const { target } = expected;
      const key = column.claim.key(target);
      const fallback = column.claim.fallback(target);
      const taken = this.#taken.get(column.target) ?? new Set();
      this.#taken.set(column.target, taken);
      const isFirst = !taken.has(key) && !key.startsWith(column.claim.prefix);
      taken.add(key);
      const isFallback =
        !isFirst ||
        (found?.[column.target] === fallback && (await this.#isHeldElsewhere(column.target, key, String(target["id"]))));
      target[column.target] = isFallback ? fallback : key;
    }
  }

  /** True when a row that this import did not make has the key. */
  async #isHeldElsewhere(name: string, key: string, id: string): Promise<boolean> {
    const table = engineTable(this.#db.tables, this.#plan.mapping.target);
    const { legacyRecord: record } = this.#db.tables;
    const column = table[name];
    if (!column) return false;
    const [holder] = await this.#db
      .select({ id: table.id, sourceDigest: record.sourceDigest })
      .from(table)
      .leftJoin(
        record,
        and(eq(record.system, this.#plan.system), eq(record.kind, this.#plan.mapping.kind), eq(record.newId, table.id)),
      )
      .where(and(eq(column, key), ne(table.id, id)));
    return holder !== undefined && holder.sourceDigest === null;
  }
}
