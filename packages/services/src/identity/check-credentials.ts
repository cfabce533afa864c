import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";

export interface CredentialRow {
  id: string;
  email: string;
  passwordHash: string | null;
  disabledAt: Date | null;
}

/** A right password, and the better hash to store for it, if the old one is of a weaker kind. */
export interface CheckedCredentials {
  userId: string;
  /** Stores the better hash; to be called in the transaction of the sign-in. Does nothing when none is due. */
  applyRehash(tx: Db): Promise<void>;
}

/** The same for an unknown account and for a wrong password. */
export function credentialsWrong(): AppError {
  return new AppError({
    code: "UNAUTHORIZED",
    reason: "CREDENTIALS_WRONG",
    message: "The e-mail address or the password is not right.",
  });
}

async function rehash(ctx: Ctx, password: string): Promise<string | null> {
  try {
    return await ctx.passwords.hash(password);
  } catch (error) {
    // Signing in matters more than a better hash: the next sign-in tries again.
    ctx.logger.warn({ err: error, requestId: ctx.requestId }, "the stored password hash could not be renewed");
    return null;
  }
}

/** The first spelling that is right. All are compared with no hash as well, so that an unknown account takes as long. */
async function findMatch(ctx: Ctx, spellings: readonly string[], hash: string | null) {
  for (const password of spellings) {
    const { ok, needsRehash } = await ctx.passwords.verify(password, hash);
    if (ok) return { password, needsRehash };
  }
  return null;
}

/**
 * Checks a password, in one or several spellings, against a user that may not exist, in the same time either way. Throws
 * `CREDENTIALS_WRONG`, the same for both, and audits the failure; throws `ACCOUNT_DISABLED` only to those who know the
 * password.
 */
export async function checkCredentials(
  ctx: Ctx,
  user: CredentialRow | null,
  spellings: readonly [string, ...string[]],
): Promise<CheckedCredentials> {
  const match = await findMatch(ctx, spellings, user?.passwordHash ?? null);
  if (!user || !match) {
    await recordAudit(ctx.db, ctx, {
      action: "session.create",
      result: "failure",
      ...(user ? { subject: { type: "user", id: user.id } } : {}),
      details: { reason: "CREDENTIALS_WRONG" },
    });
    throw credentialsWrong();
  }
  if (user.disabledAt) {
    throw new AppError({
      code: "FORBIDDEN",
      reason: "ACCOUNT_DISABLED",
      message: "This account is disabled. Please contact support.",
    });
  }
  const better = match.needsRehash ? await rehash(ctx, match.password) : null;
  return {
    userId: user.id,
    async applyRehash(tx) {
      if (better === null || user.passwordHash === null) return;
      const table = tx.tables.user;
      // Only over the very hash that was checked: a password changed meanwhile stays changed.
      const renewed = await tx
        .update(table)
        .set({ passwordHash: better, updatedAt: ctx.clock() })
        .where(and(eq(table.id, user.id), eq(table.passwordHash, user.passwordHash)))
        .returning({ id: table.id });
      if (renewed.length > 0)
        await recordAudit(tx, ctx, {
          action: "password.rehash",
          subject: { type: "user", id: user.id },
          actor: { userId: user.id },
        });
    },
  };
}
