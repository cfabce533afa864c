import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { defineJob } from "../jobs/job.ts";
import { mayMail } from "../mail/may-mail.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { originOf, StoredOrigin, storeOrigin } from "./origin.ts";
import { LOCK_MS } from "./sign-in-lock.ts";

/**
 * Has the owner of an account told that it is locked. With nobody to tell (null) a job is made as well: the try that locks
 * takes as long for an address that nobody has.
 */
export async function noticeLock(tx: Db, ctx: Ctx, userId: string | null): Promise<void> {
  await ctx.jobs.enqueue(tx, sendLockNoticeJob, { userId, origin: storeOrigin(ctx) });
}

export const sendLockNoticeJob = defineJob({
  name: "account.send-lock-notice",
  payload: z.object({ userId: z.string().nullable(), origin: StoredOrigin }),
  async run(run, { userId, origin: stored }) {
    if (userId === null) return;
    await run.db.transaction(async (tx) => {
      const { user } = tx.tables;
      const [owner] = await tx.select().from(user).where(eq(user.id, userId));
      if (!owner || owner.disabledAt || !(await mayMail(tx, run, { to: owner.email, template: "account-locked" }))) return;
      const origin = originOf(run, stored);
      const data = { ...origin, until: new Date(origin.at.getTime() + LOCK_MS) };
      await sendMail(tx, run, { to: owner.email, userId, template: "account-locked", data });
    });
  },
});
