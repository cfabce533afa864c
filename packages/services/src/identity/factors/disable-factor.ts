import type { FactorCodeInput } from "@causeway/contract";
import { recordAudit } from "../../audit/record.ts";
import { requireRecentProof } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { checkOwnCode } from "./check-own-code.ts";
import { notifyFactorChange } from "./notify.ts";
import { removeFactor } from "./remove-factor.ts";

/** Turns the second factor off, with a code of it. Throws `CODE_WRONG`, `SIGN_IN_LOCKED`, `FACTOR_NONE`, `PROOF_NEEDED`. */
export async function disableFactor(ctx: Ctx, { code }: FactorCodeInput): Promise<void> {
  const { userId, sessionId } = await requireRecentProof(ctx);
  await checkOwnCode(ctx, { userId, sessionId, code }, async (tx) => {
    await removeFactor(tx, userId);
    await recordAudit(tx, ctx, { action: "second-factor.disable", subject: { type: "user", id: userId } });
    await notifyFactorChange(tx, ctx, userId, "disabled");
  });
}
