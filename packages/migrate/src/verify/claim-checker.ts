import type { Db } from "@causeway/db";
import { and, eq, ne } from "drizzle-orm";
import type { DecodedRow } from "../mapping/decode-row.ts";
import { engineColumn, engineTable } from "../mapping/engine-table.ts";
import type { ClaimedColumn, ErasedRow } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { SeenTexts } from "../values/seen-texts.ts";

/** Characters of the keys remembered of rows that have lost theirs; what is wrong beyond that is found all the same. */
const MAX_LOST = 4_000_000;

interface ClaimState {
  column: string;
  claim: ClaimedColumn<ErasedRow>["claim"];
  /** Keys of earlier rows. */
  seen: SeenTexts;
  /** Keys that an earlier row should hold and does not, and their characters. */
  lost: Set<string>;
  lostSize: number;
}

/**
 * Says who should hold a claimed key: the lowest old id, unless a row made on the new side has it. Rows come in the order of
 * their old ids, and their keys are remembered in fixed memory: where that may be wrong, the unique index decides.
 */
export class ClaimChecker {
  readonly #db: Db;
  readonly #plan: Plan;
  readonly #claims: readonly ClaimState[];

  constructor(db: Db, plan: Plan, rows: number) {
    this.#db = db;
    this.#plan = plan;
    this.#claims = plan.mapping.columns.flatMap((column) =>
      "claim" in column
        ? [{ column: column.target, claim: column.claim, seen: new SeenTexts(rows), lost: new Set<string>(), lostSize: 0 }]
        : [],
    );
  }

  /** Sets the claimed columns of a row as the first of its key has them. False where another may have come before. */
  expectFirst({ target }: DecodedRow): boolean {
    let isFirst = true;
    for (const { column, claim, seen } of this.#claims) {
      const key = claim.key(target);
      const isOwn = !key.startsWith(claim.prefix);
      if (isOwn && seen.add(key)) isFirst = false;
      target[column] = isOwn ? key : claim.fallback(target);
    }
    return isFirst;
  }

  /** Corrects the claimed columns of a row that is not stored as expected, or that may not be the first of its key. */
  async correct({ target }: DecodedRow, found: ErasedRow | undefined, isFirst: boolean): Promise<void> {
    for (const state of this.#claims) {
      const { column, claim, lost } = state;
      const key = claim.key(target);
      if (key.startsWith(claim.prefix)) continue;
      const fallback = claim.fallback(target);
      const hasKey = found?.[column] === key;
      if (!isFirst && lost.has(key)) target[column] = fallback;
      else if (!hasKey && (await this.#isHeldBy(isFirst ? "a row made here" : "anybody", state, key, target)))
        target[column] = isFirst && found?.[column] !== fallback ? key : fallback;
      if (target[column] === key && !hasKey && state.lostSize < MAX_LOST) {
        lost.add(key);
        state.lostSize += key.length;
      }
    }
  }

  async #isHeldBy(
    whom: "anybody" | "a row made here",
    { column: name }: ClaimState,
    key: string,
    target: ErasedRow,
  ): Promise<boolean> {
    const { system, mapping } = this.#plan;
    const table = engineTable(this.#db.tables, mapping.target);
    const { legacyRecord: record } = this.#db.tables;
    const [holder] = await this.#db
      .select({ id: table.id, sourceDigest: record.sourceDigest })
      .from(table)
      .leftJoin(record, and(eq(record.system, system), eq(record.kind, mapping.kind), eq(record.newId, table.id)))
      .where(and(eq(engineColumn(table, name), key), ne(table.id, String(target["id"]))));
    return holder !== undefined && (whom === "anybody" || holder.sourceDigest === null);
  }
}
