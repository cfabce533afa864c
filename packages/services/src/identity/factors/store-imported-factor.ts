import type { Db } from "@causeway/db";
import type { Ctx } from "../../runtime/context.ts";
import { type HashedCode, replaceBackupCodes } from "./backup-codes.ts";
import type { TotpSettings } from "./totp.ts";

/**
 * Gives an imported account the second factor that it had in the old system: the user's app goes on working. An account that
 * has a factor here keeps that one; false then.
 */
export async function storeImportedFactor(
  tx: Db,
  ctx: Pick<Ctx, "cipher" | "clock">,
  { userId, totp, backupCodes }: { userId: string; totp: TotpSettings; backupCodes: readonly HashedCode[] },
): Promise<boolean> {
  const now = ctx.clock();
  const secret = ctx.cipher.encrypt("totp_factor.secret", totp.secret, userId);
  const { totpFactor: table } = tx.tables;
  const stored = await tx
    .insert(table)
    .values({ ...totp, userId, secret, createdAt: now, confirmedAt: now })
    .onConflictDoNothing()
    .returning({ userId: table.userId });
  if (stored.length > 0) await replaceBackupCodes(tx, ctx, { userId, hashed: backupCodes });
  return stored.length > 0;
}
