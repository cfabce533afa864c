import { AppError, type ResetFactorInput } from "@causeway/contract";
import { recordAudit } from "../../audit/record.ts";
import { requireRecentProof } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { getManagedUser } from "../../users/internal.ts";
import { endAllSessions } from "../end-all-sessions.ts";
import { notifyFactorChange } from "./notify.ts";
import { removeFactor } from "./remove-factor.ts";

/**
 * Takes the second factor off the account of somebody who has lost it, and ends their sessions; the password is still asked
 * for. Among equals only at the top, where nobody else could. Throws `USER_NOT_FOUND`, `USER_IS_YOURSELF`, `USER_RANK`,
 * `FACTOR_NONE`, `PROOF_NEEDED`.
 */
export async function resetFactor(ctx: Ctx, { userId }: ResetFactorInput): Promise<void> {
  await requireRecentProof(ctx);
  await ctx.db.transaction(async (tx) => {
    await getManagedUser(tx, ctx, userId);
    if (!(await removeFactor(tx, userId))) {
      throw new AppError({ code: "CONFLICT", reason: "FACTOR_NONE", message: "This account has no second factor." });
    }
    await endAllSessions(tx, ctx, { userId, reason: "factor-reset" });
    await recordAudit(tx, ctx, { action: "second-factor.reset", subject: { type: "user", id: userId } });
    await notifyFactorChange(tx, ctx, userId, "reset");
  });
}
