import type { Db } from "@causeway/db";
import { sendMail } from "../../mail/send-mail.ts";
import type { FactorChangedData } from "../../mail/templates/factor-changed.ts";
import type { Ctx } from "../../runtime/context.ts";
import { getUser } from "../internal.ts";
import { originOf } from "../origin.ts";

/** Tells the user by mail what became of the second factor (OWASP ASVS 5.0, 6.3.7). */
export async function notifyFactorChange(tx: Db, ctx: Ctx, userId: string, change: FactorChangedData["change"]): Promise<void> {
  const { email } = await getUser(tx, userId);
  await sendMail(tx, ctx, { to: email, userId, template: "factor-changed", data: { ...originOf(ctx), change } });
}
