import type { BackupCodes, FactorCodeInput } from "@causeway/contract";
import { recordAudit } from "../../audit/record.ts";
import { requireRecentProof } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { createBackupCodes, replaceBackupCodes } from "./backup-codes.ts";
import { checkOwnCode } from "./check-own-code.ts";
import { factorNone } from "./confirm-totp.ts";
import { findFactor } from "./find-factor.ts";
import { notifyFactorChange } from "./notify.ts";

/** Ten new backup codes in the place of the old ones, with a code of the factor. Throws as `disableFactor` does. */
export async function renewBackupCodes(ctx: Ctx, { code }: FactorCodeInput): Promise<BackupCodes> {
  const { userId, sessionId } = await requireRecentProof(ctx);
  // First the code: only whoever has one may have ten hashes computed.
  await checkOwnCode(ctx, { userId, sessionId, code }, async () => undefined);
  const { codes, hashed } = await createBackupCodes(ctx);
  await ctx.db.transaction(async (tx) => {
    // Hashing the codes takes its time: a session that was ended meanwhile changes nothing any more.
    await requireRecentProof({ ...ctx, db: tx });
    if (!(await findFactor(tx, userId))) throw factorNone();
    await replaceBackupCodes(tx, ctx, { userId, hashed });
    await recordAudit(tx, ctx, { action: "second-factor.renew-codes", subject: { type: "user", id: userId } });
    await notifyFactorChange(tx, ctx, userId, "backup-codes");
  });
  return { codes };
}
