import type { JsonValue, QuarantineDecision } from "@causeway/contract";
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
      // The new id first: whoever has one does not always know what the row was.
      k.uniqueIndex("legacy_record_new_id").on(t.newId, t.system, t.kind),
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
      /** When the last chunk was finished: the sign of life of a run that has not ended. */
      updatedAt: k.time(),
    },
    (t) => [k.primaryKey({ columns: [t.runId, t.kind] })],
  );

  /** One comparison of a source with what is held here. */
  const verifyRun = k.table(
    "verify_run",
    {
      id: k.id(),
      system: k.text().notNull(),
      source: k.text().notNull(),
      startedAt: k.time().notNull(),
      /** Null while it runs, and for one that was stopped. */
      finishedAt: k.time(),
      /** The sign of life of a run that has not ended. */
      updatedAt: k.time().notNull(),
      rowsDone: k.int().notNull(),
      rowsTotal: k.int().notNull(),
      report: k.json<JsonValue>(),
    },
    (t) => [k.index("verify_run_system").on(t.system, t.startedAt)],
  );

  /** A source row that no table can hold, with its bytes, and what somebody has decided about it. */
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
      /** Null while it waits. Either decision holds as long as the source has the same row. */
      decision: k.text().$type<QuarantineDecision>(),
      /** Why, in the words of whoever decided. */
      decisionNote: k.text(),
      decidedAt: k.time(),
      /** A user, or a command; no foreign key, because the record outlives the account. */
      decidedBy: k.text(),
      /** Old column → the value it was imported with instead, tagged as in `originals`. */
      corrections: k.json<Record<string, JsonValue>>(),
    },
    (t) => [
      k.uniqueIndex("quarantined_row_old").on(t.system, t.kind, t.oldId),
      k.index("quarantined_row_decision").on(t.system, t.kind, t.decision),
    ],
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

  /** How often old tokens and cookies were presented, by day: when it stays at none, the window can be closed. */
  const legacyTokenUse = k.table(
    "legacy_token_use",
    {
      system: k.text().notNull(),
      /** Such as `jwt`, `flask-session`. */
      kind: k.text().notNull(),
      result: k.text().notNull(),
      /** `YYYY-MM-DD`, UTC. */
      day: k.text().notNull(),
      count: k.int().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.system, t.kind, t.result, t.day] })],
  );

  /** Old tokens and cookies that became a session of ours. */
  const legacyExchange = k.table(
    "legacy_exchange",
    {
      /** SHA-256 of the old token or cookie. */
      hash: k.text().primaryKey().notNull(),
      system: k.text().notNull(),
      kind: k.text().notNull(),
      userId: k.text().notNull(),
      sessionId: k.text().notNull(),
      at: k.time().notNull(),
    },
    (t) => [k.index("legacy_exchange_at").on(t.at)],
  );

  /** Open sessions that an old system kept in its database, for as long as they may still be exchanged. */
  const legacySession = k.table(
    "legacy_session",
    {
      /** SHA-256 of system, kind and session id; the id itself, which opens the session, is never stored. */
      hash: k.text().primaryKey().notNull(),
      system: k.text().notNull(),
      kind: k.text().notNull(),
      /** Who is signed in, as the session named them: an old id or an e-mail address. */
      subject: k.text().notNull(),
      /** When it began; null where the old system did not keep that. */
      issuedAt: k.time(),
      /** Null for what does not run out by itself. */
      expiresAt: k.time(),
    },
    (t) => [k.index("legacy_session_expires").on(t.expiresAt)],
  );

  /** The end of each system's window as it was last allowed: a later one has to be asked for. */
  const legacyTokenWindow = k.table("legacy_token_window", {
    system: k.text().primaryKey().notNull(),
    /** `YYYY-MM-DD`, UTC, the last day. */
    until: k.text().notNull(),
    setAt: k.time().notNull(),
  });

  return {
    legacyTokenUse,
    legacyExchange,
    legacySession,
    legacyTokenWindow,
    legacyRecord,
    legacySequence,
    legacyEndedToken,
    importRun,
    importProgress,
    verifyRun,
    quarantinedRow,
  };
}
