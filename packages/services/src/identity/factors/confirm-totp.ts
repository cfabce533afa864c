import { AppError, type BackupCodes, type FactorCodeInput } from "@causeway/contract";
import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import { requireRecentProof } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { createBackupCodes, replaceBackupCodes } from "./backup-codes.ts";
import { factorExists } from "./begin-totp.ts";
import { codeWrong } from "./check-code.ts";
import { notifyFactorChange } from "./notify.ts";
import { findTotpStep } from "./totp.ts";

export function factorNone(): AppError {
  return new AppError({ code: "CONFLICT", reason: "FACTOR_NONE", message: "Your account has no authenticator app." });
}

/**
 * Turns the second factor on with the app's first code, and gives the backup codes, which are shown only now. Throws
 * `CODE_WRONG`, `FACTOR_NONE` before `beginTotp`, `FACTOR_EXISTS`, `PROOF_NEEDED`.
 */
export async function confirmTotp(ctx: Ctx, { code }: FactorCodeInput): Promise<BackupCodes> {
  const { userId, sessionId } = await requireRecentProof(ctx);
  const { totpFactor: table, session } = ctx.db.tables;
  const [factor] = await ctx.db.select().from(table).where(eq(table.userId, userId));
  if (!factor) throw factorNone();
  if (factor.confirmedAt) throw factorExists();
  const secret = ctx.cipher.decrypt("totp_factor.secret", factor.secret, userId);
  const step = findTotpStep({ ...factor, secret }, code.replace(/\s/g, ""), ctx.clock());
  if (step === null) throw codeWrong();
  const { codes, hashed } = await createBackupCodes(ctx);
  await ctx.db.transaction(async (tx) => {
    // Hashing the codes takes its time: a session that was ended meanwhile changes nothing any more.
    await requireRecentProof({ ...ctx, db: tx });
    const now = ctx.clock();
    const confirmed = await tx
      .update(table)
      .set({ confirmedAt: now, lastStep: step })
      // The very secret that the code was for: it may have been begun anew meanwhile.
      .where(and(eq(table.userId, userId), eq(table.secret, factor.secret), isNull(table.confirmedAt)))
      .returning({ userId: table.userId });
    if (confirmed.length === 0) throw factorExists();
    await replaceBackupCodes(tx, ctx, { userId, hashed });
    await tx.update(session).set({ secondFactorAt: now }).where(eq(session.id, sessionId));
    await recordAudit(tx, ctx, { action: "second-factor.enable", subject: { type: "user", id: userId } });
    await notifyFactorChange(tx, ctx, userId, "enabled");
  });
  return { codes };
}
