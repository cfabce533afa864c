import type { RequestPasswordResetInput } from "@causeway/contract";
import { z } from "zod";
import { recordAudit } from "../audit/record.ts";
import { defineJob } from "../jobs/job.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { findUserByEmail } from "./internal.ts";
import { createLink, mayMailLink } from "./one-time-tokens.ts";
import { originOf, StoredOrigin, storeOrigin } from "./origin.ts";
import { storedEmailKey } from "./sign-in-attempts.ts";

/**
 * Has a link for a new password sent, if somebody has the address. Whether so is found out by the job: the answer, and the
 * time that it takes, are the same.
 */
export async function requestPasswordReset(ctx: Ctx, input: RequestPasswordResetInput): Promise<void> {
  const payload = { email: storedEmailKey(input.email), origin: storeOrigin(ctx) };
  await ctx.db.transaction(async (tx) => {
    await recordAudit(tx, ctx, { action: "password.request-reset" });
    await ctx.jobs.enqueue(tx, sendPasswordResetJob, payload);
  });
}

export const sendPasswordResetJob = defineJob({
  name: "account.send-password-reset",
  payload: z.object({ email: z.string(), origin: StoredOrigin }),
  async run(run, { email, origin }) {
    await run.db.transaction(async (tx) => {
      const user = await findUserByEmail(tx, email);
      if (!user || user.disabledAt || !(await mayMailLink(tx, run, { userId: user.id, purpose: "reset-password" }))) return;
      const link = await createLink(tx, run, { userId: user.id, purpose: "reset-password", email: user.email });
      const data = { ...link, ...originOf(run, origin) };
      await sendMail(tx, run, { to: user.email, userId: user.id, template: "reset-password", data });
      await recordAudit(tx, run, {
        action: "password.send-reset",
        subject: { type: "user", id: user.id },
        details: { requestId: origin.requestId },
      });
    });
  },
});
