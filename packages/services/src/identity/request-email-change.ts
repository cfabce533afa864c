import { AppError, type RequestEmailChangeInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { z } from "zod";
import { recordAudit } from "../audit/record.ts";
import { defineJob, type JobRun } from "../jobs/job.ts";
import { sendMail } from "../mail/send-mail.ts";
import { requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { findUserByEmail, getUser } from "./internal.ts";
import { createLink, mayMailLink } from "./one-time-tokens.ts";
import { originOf, StoredOrigin, storeOrigin } from "./origin.ts";

/**
 * Has a link sent to the new address, and a notice to the old one; nothing changes before the link is opened. Whether
 * somebody has the address already is found out by the job, and only its owner hears of it. Throws `PROOF_NEEDED`,
 * `EMAIL_UNCHANGED`.
 */
export async function requestEmailChange(ctx: Ctx, { email }: RequestEmailChangeInput): Promise<void> {
  const { userId } = await requireRecentProof(ctx);
  if ((await getUser(ctx.db, userId)).email === email) {
    throw new AppError({ code: "BAD_REQUEST", reason: "EMAIL_UNCHANGED", message: "This is your address already." });
  }
  await ctx.db.transaction(async (tx) => {
    await recordAudit(tx, ctx, { action: "email.request-change", subject: { type: "user", id: userId } });
    await ctx.jobs.enqueue(tx, sendEmailChangeJob, { userId, email, origin: storeOrigin(ctx) });
  });
}

const Payload = z.object({ userId: z.string(), email: z.string(), origin: StoredOrigin });

export const sendEmailChangeJob = defineJob({
  name: "account.send-email-change",
  payload: Payload,
  run: (run, payload) => run.db.transaction((tx) => send(tx, run, payload)),
});

async function send(tx: Db, run: JobRun, { userId, email, origin }: z.infer<typeof Payload>): Promise<void> {
  if (!(await mayMailLink(tx, run, { userId, purpose: "change-email" }))) return;
  const user = await getUser(tx, userId);
  if (user.disabledAt) return;
  const data = originOf(run, origin);
  const owner = await findUserByEmail(tx, email);
  // Counted also where nobody gets it, so that an address cannot be asked for again and again.
  const link = await createLink(tx, run, { userId, purpose: "change-email", email });
  if (owner && owner.id !== userId) {
    await sendMail(tx, run, { to: owner.email, userId: owner.id, template: "address-in-use", data });
  } else {
    await sendMail(tx, run, { to: email, userId, template: "email-change", data: link });
  }
  const notice = { ...data, step: "requested" as const, undoLink: null };
  await sendMail(tx, run, { to: user.email, userId, template: "email-change-notice", data: notice });
}
