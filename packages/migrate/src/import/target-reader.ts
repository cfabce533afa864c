import type { QuarantineDecision } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, inArray } from "drizzle-orm";
import { engineTable } from "../mapping/engine-table.ts";
import type { Originals } from "../mapping/mapping.ts";
import type { Plan } from "../mapping/plan.ts";
import { inBatches } from "../values/in-batches.ts";

export interface StoredRecord {
  oldId: string;
  newId: string;
  originals: Originals | null;
  /** Null for rows made on the new side. */
  sourceDigest: string | null;
}

export interface StoredQuarantine {
  oldId: string;
  reason: string;
  message: string;
  row: Uint8Array;
  decision: QuarantineDecision | null;
}

/** What the new side holds of one old table. Without a database (a rehearsal before the first import) it holds nothing. */
export class TargetReader {
  readonly #db: Db | null;
  readonly #plan: Plan;

  constructor(db: Db | null, plan: Plan) {
    this.#db = db;
    this.#plan = plan;
  }

  /** True before anything of the table has been imported. */
  async isFresh(): Promise<boolean> {
    const db = this.#db;
    if (!db) return true;
    const { system, kind } = this.#name();
    const { legacyRecord: record, quarantinedRow: quarantine } = db.tables;
    const [imported, refused] = [
      await db
        .select({ oldId: record.oldId })
        .from(record)
        .where(and(eq(record.system, system), eq(record.kind, kind)))
        .limit(1),
      await db
        .select({ oldId: quarantine.oldId })
        .from(quarantine)
        .where(and(eq(quarantine.system, system), eq(quarantine.kind, kind)))
        .limit(1),
    ];
    return imported.length + refused.length === 0;
  }

  async recordsByOldId(oldIds: readonly string[]): Promise<Map<string, StoredRecord>> {
    return new Map((await this.#records("oldId", oldIds)).map((record) => [record.oldId, record]));
  }

  async recordsByNewId(newIds: readonly string[]): Promise<Map<string, StoredRecord>> {
    return new Map((await this.#records("newId", newIds)).map((record) => [record.newId, record]));
  }

  async #records(column: "oldId" | "newId", ids: readonly string[]): Promise<StoredRecord[]> {
    const db = this.#db;
    if (!db) return [];
    const { system, kind } = this.#name();
    const { legacyRecord: record } = db.tables;
    const { oldId, newId, originals, sourceDigest } = record;
    const found: StoredRecord[] = [];
    for (const batch of inBatches(ids, 1)) {
      const ours = and(eq(record.system, system), eq(record.kind, kind), inArray(record[column], batch));
      found.push(...(await db.select({ oldId, newId, originals, sourceDigest }).from(record).where(ours)));
    }
    return found;
  }

  async quarantined(oldIds: readonly string[]): Promise<Map<string, StoredQuarantine>> {
    const db = this.#db;
    const found = new Map<string, StoredQuarantine>();
    if (!db) return found;
    const { system, kind } = this.#name();
    const { quarantinedRow: table } = db.tables;
    for (const batch of inBatches(oldIds, 1)) {
      const rows = await db
        .select({ oldId: table.oldId, reason: table.reason, message: table.message, row: table.row, decision: table.decision })
        .from(table)
        .where(and(eq(table.system, system), eq(table.kind, kind), inArray(table.oldId, batch)));
      for (const row of rows) found.set(row.oldId, row);
    }
    return found;
  }

  /** True when any row of this table stands in quarantine. */
  async hasQuarantined(): Promise<boolean> {
    const db = this.#db;
    if (!db) return false;
    const { system, kind } = this.#name();
    const { quarantinedRow: table } = db.tables;
    const ours = and(eq(table.system, system), eq(table.kind, kind));
    return (await db.select({ oldId: table.oldId }).from(table).where(ours).limit(1)).length > 0;
  }

  /** True when somebody has decided to leave rows of this table out. */
  async hasDismissed(): Promise<boolean> {
    const db = this.#db;
    if (!db) return false;
    const { system, kind } = this.#name();
    const { quarantinedRow: table } = db.tables;
    const ours = and(eq(table.system, system), eq(table.kind, kind), eq(table.decision, "dismissed"));
    return (await db.select({ oldId: table.oldId }).from(table).where(ours).limit(1)).length > 0;
  }

  /** Those of the old ids whose rows another plan's table holds. */
  async existing(plan: Plan, oldIds: readonly string[]): Promise<Set<string>> {
    const db = this.#db;
    const found = new Set<string>();
    if (!db) return found;
    const table = engineTable(db.tables, plan.mapping.target);
    const names = new Map(oldIds.map((oldId) => [plan.newIdOf(plan.mapping.kind, oldId), oldId]));
    for (const batch of inBatches([...names.keys()], 1)) {
      for (const { id } of await db.select({ id: table.id }).from(table).where(inArray(table.id, batch)))
        found.add(names.get(String(id)) ?? "");
    }
    return found;
  }

  #name(): { system: string; kind: string } {
    return { system: this.#plan.system, kind: this.#plan.mapping.kind };
  }
}
