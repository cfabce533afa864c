import type { Db } from "@causeway/db";
import type { Ctx } from "../runtime/context.ts";
import { noticeNewPlace } from "./notice-new-place.ts";

/** One try to get in, whether an account has the address or not. */
export interface SignInAttemptEntry {
  emailKey: string;
  userId: string | null;
  /** `web`, or the old system whose API was asked. */
  door: string;
  /** Null for success. */
  reason: string | null;
}

/** What was typed may be anything; no address is longer, and Postgres has no U+0000. */
export const storedEmailKey = (key: string) => key.slice(0, 320).replaceAll("\0", "\uFFFD");

/** Writes down one try, and tells the user of a success from a new place. Give it the transaction of what it led to. */
export async function recordSignInAttempt(tx: Db, ctx: Ctx, { reason, ...entry }: SignInAttemptEntry): Promise<void> {
  if (reason === null && entry.userId !== null) await noticeNewPlace(tx, ctx, entry.userId);
  await tx.insert(tx.tables.signInAttempt).values({
    ...entry,
    emailKey: storedEmailKey(entry.emailKey),
    at: ctx.clock(),
    result: reason === null ? "success" : "failure",
    reason,
    ip: ctx.ip,
    userAgent: ctx.userAgent?.slice(0, 400) ?? null,
  });
}
