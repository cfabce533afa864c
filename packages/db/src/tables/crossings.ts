import type { JsonValue } from "@causeway/contract";
import type { Kit } from "../kit.ts";

export function crossingTables(k: Kit) {
  /** Old id against new id, and the old values that the new columns cannot hold exactly. */
  const legacyRecord = k.table(
    "legacy_record",
    {
      system: k.text().notNull(),
      /** The old table or collection. */
      kind: k.text().notNull(),
      oldId: k.text().notNull(),
      newId: k.text().notNull(),
      /** Old column → its old value, only where encoding the new row would not give it back. */
      originals: k.json<Record<string, JsonValue>>(),
      /** SHA-256 of the old row as imported; null for rows made on this side. */
      sourceDigest: k.text(),
    },
    (t) => [
      k.primaryKey({ columns: [t.system, t.kind, t.oldId] }),
      k.uniqueIndex("legacy_record_new").on(t.system, t.kind, t.newId),
    ],
  );

  /** The last integer id given out per old table: old ids are never used twice. */
  const legacySequence = k.table(
    "legacy_sequence",
    { system: k.text().notNull(), kind: k.text().notNull(), lastId: k.int().notNull() },
    (t) => [k.primaryKey({ columns: [t.system, t.kind] })],
  );

  /** One import of one source; its chunks are resumed from `import_progress`. */
  const importRun = k.table(
    "import_run",
    {
      id: k.id(),
      system: k.text().notNull(),
      source: k.text().notNull(),
      startedAt: k.time().notNull(),
      finishedAt: k.time(),
      report: k.json<JsonValue>(),
    },
    (t) => [k.index("import_run_system").on(t.system, t.startedAt)],
  );

  const importProgress = k.table(
    "import_progress",
    {
      runId: k
        .text()
        .notNull()
        .references(() => importRun.id, { onDelete: "cascade" }),
      kind: k.text().notNull(),
      /** The source position after the last finished chunk; null before the first. */
      position: k.text(),
      isDone: k.bool().notNull(),
      imported: k.int().notNull(),
      repaired: k.int().notNull(),
      quarantined: k.int().notNull(),
      unchanged: k.int().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.runId, t.kind] })],
  );

  /** A source row that no table can hold, with its bytes, until somebody decides. */
  const quarantinedRow = k.table(
    "quarantined_row",
    {
      id: k.id(),
      system: k.text().notNull(),
      kind: k.text().notNull(),
      oldId: k.text().notNull(),
      reason: k.text().notNull(),
      message: k.text().notNull(),
      row: k.bytes().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("quarantined_row_old").on(t.system, t.kind, t.oldId)],
  );

  /** Old tokens that were ended before their time; kept until they would have expired. */
  const legacyEndedToken = k.table(
    "legacy_ended_token",
    {
      /** SHA-256 of the token; the token itself is never stored. */
      hash: k.text().primaryKey().notNull(),
      system: k.text().notNull(),
      endedAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
    },
    (t) => [k.index("legacy_ended_token_expires").on(t.expiresAt)],
  );

  return { legacyRecord, legacySequence, legacyEndedToken, importRun, importProgress, quarantinedRow };
}
