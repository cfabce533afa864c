import type { FactorMethod } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { recordAudit } from "../../audit/record.ts";
import type { Ctx } from "../../runtime/context.ts";
import { lockKeys } from "../sign-in-lock.ts";
import { checkCode } from "./check-code.ts";
import { factorNone } from "./confirm-totp.ts";
import { findFactor } from "./find-factor.ts";

/**
 * Checks a code that the user of an open session gives. Wrong ones count for the session alone: strangers cannot lock it,
 * and whoever has stolen it cannot guess. Throws `CODE_WRONG`, `SIGN_IN_LOCKED`, `FACTOR_NONE`.
 */
export async function checkOwnCode<TResult>(
  ctx: Ctx,
  { userId, sessionId, code }: { userId: string; sessionId: string; code: string },
  open: (tx: Db, method: FactorMethod) => Promise<TResult>,
): Promise<TResult> {
  if (!(await findFactor(ctx.db, userId))) throw factorNone();
  const onWrong = async ({ isLast }: { isLast: boolean }) =>
    recordAudit(ctx.db, ctx, {
      action: "session.prove",
      result: "failure",
      subject: { type: "session", id: sessionId },
      details: { reason: "CODE_WRONG", locks: isLast },
    });
  return checkCode(ctx, { userId, code, lockKey: lockKeys.session(sessionId), onWrong }, open);
}
