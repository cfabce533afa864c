import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { lte } from "drizzle-orm";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import type { OldTokenDescriptor } from "./descriptor.ts";
import { parseClaims, subjectAt, type VerifiedOldToken } from "./old-token.ts";
import { readDjangoSessionData } from "./readers/django-session.ts";
import { storedSessionHash } from "./stored-sessions.ts";
import { keyOf } from "./token-windows.ts";

/** A row of an old system's table of sessions or tokens. */
export interface OldSessionRow {
  /** The session id, or the token itself. */
  id: string;
  /** `session_data` of Django, the JSON of express-session; for a token table, the row as JSON. */
  data: string;
  issuedAt: Date | null;
  expiresAt: Date | null;
}

export interface OldSessionRows {
  system: string;
  kind: "express-session" | "django-session" | "drf-token";
  rows: readonly OldSessionRow[];
}

/**
 * Stores open sessions out of an old database, in place of earlier copies, so that their cookies can be exchanged. Sessions
 * that are over, of nobody, or not signed with the system's key are left out. Returns how many were stored.
 */
export async function storeOldSessions(ctx: Ctx, { system, kind, rows }: OldSessionRows): Promise<{ stored: number }> {
  requirePermission(ctx, "crossing:manage");
  const window = ctx.tokenWindows.get(system);
  const descriptor = window?.descriptors.find((known) => known.kind === kind);
  if (!window || !descriptor) throw unknownSessions(system, kind);
  const now = ctx.clock();
  return ctx.db.transaction(async (tx) => {
    const { legacySession: table } = tx.tables;
    await tx.delete(table).where(lte(table.expiresAt, now));
    let stored = 0;
    for (const row of rows) {
      const read = row.expiresAt && row.expiresAt <= now ? null : readRow(row, descriptor, keyOf(window, descriptor));
      if (!read) continue;
      await store(tx, { hash: storedSessionHash({ system, kind, id: row.id }), system, kind, ...read, expiresAt: row.expiresAt });
      stored++;
    }
    return { stored };
  });
}

async function store(tx: Db, row: Db["tables"]["legacySession"]["$inferInsert"]): Promise<void> {
  const { legacySession: table } = tx.tables;
  const { subject, issuedAt, expiresAt } = row;
  await tx.insert(table).values(row).onConflictDoUpdate({ target: table.hash, set: { subject, issuedAt, expiresAt } });
}

function readRow(
  { data, issuedAt }: OldSessionRow,
  { kind, user }: OldTokenDescriptor,
  key: Uint8Array | null,
): { subject: string; issuedAt: Date | null } | null {
  const signed = kind === "django-session" && key ? readDjangoSessionData(data, key) : null;
  const claims = kind === "django-session" ? signed?.claims : parseClaims(data);
  const subject: VerifiedOldToken["subject"] | null = subjectAt(claims, user.field);
  return subject === null ? null : { subject, issuedAt: signed ? new Date(signed.savedAt * 1000) : issuedAt };
}

function unknownSessions(system: string, kind: string): AppError {
  return new AppError({
    code: "PRECONDITION_FAILED",
    reason: "OLD_SESSIONS_UNKNOWN",
    message: `Nothing is known of sessions of the kind ${kind} of ${system}.`,
  });
}
