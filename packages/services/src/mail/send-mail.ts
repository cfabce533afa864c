import type { MailTemplateName } from "@causeway/contract";
import { type Db, newId } from "@causeway/db";
import { checkMail, ProviderError } from "@causeway/providers";
import type { Runtime } from "../runtime/context.ts";
import { sealBody } from "./seal-body.ts";
import { sendMailJob } from "./send-mail-job.ts";
import { type MailData, writeTemplate } from "./write-template.ts";

export interface NewMail<TName extends MailTemplateName> {
  to: string;
  /** Whose account it is about, if anybody's. */
  userId: string | null;
  template: TName;
  data: MailData<TName>;
}

/** Why the mail cannot go out, or null. Old systems held addresses that are none; a mail to them must not stop what it tells of. */
function faultOf(mail: Parameters<typeof checkMail>[0]): string | null {
  try {
    checkMail(mail);
    return null;
  } catch (error) {
    if (error instanceof ProviderError) return error.message;
    throw error;
  }
}

/**
 * Writes a mail and has it sent by a job. Give it the transaction of the change it tells of. One that cannot go out, because
 * the address is none, is stored as failed.
 */
export async function sendMail<TName extends MailTemplateName>(
  tx: Db,
  ctx: Pick<Runtime, "clock" | "jobs" | "publicUrl" | "cipher">,
  { to, userId, template, data }: NewMail<TName>,
): Promise<{ mailId: string }> {
  const id = newId();
  const { mail, redacted } = writeTemplate({ name: template, data }, ctx);
  const lastError = faultOf({ ...mail, to, key: id });
  await tx.insert(tx.tables.mailMessage).values({
    id,
    recipient: to,
    userId,
    template,
    ...(redacted ?? mail),
    sealedBody: redacted !== null && lastError === null ? sealBody(ctx.cipher, id, mail) : null,
    state: lastError === null ? "queued" : "failed",
    lastError,
    createdAt: ctx.clock(),
  });
  if (lastError === null) await ctx.jobs.enqueue(tx, sendMailJob, { mailId: id });
  return { mailId: id };
}
