import type { Db } from "@causeway/db";
import { and, eq, inArray, isNotNull, lte, or } from "drizzle-orm";
import { z } from "zod";
import { recordAudit } from "../audit/record.ts";
import { defineJob } from "../jobs/job.ts";
import type { Ctx } from "../runtime/context.ts";

const BATCH = 100;

/** Deletes the accounts whose owners wanted it so and had 14 days to think it over. */
export const purgeAccountsJob = defineJob({
  name: "account.purge",
  payload: z.null(),
  cron: { pattern: "23 * * * *", timeZone: "UTC" },
  async run(run) {
    const { user } = run.db.tables;
    const due = await run.db.select({ id: user.id }).from(user).where(isDue(run.db, run)).limit(BATCH);
    for (const { id } of due) {
      if (run.signal.aborted) break;
      await run.db.transaction((tx) => purge(tx, run, id));
    }
    return { deleted: due.length };
  },
});

/** An account that somebody opened again meanwhile is not. */
const isDue = ({ tables: { user } }: Db, ctx: Pick<Ctx, "clock">) =>
  and(lte(user.deleteAfter, ctx.clock()), isNotNull(user.disabledAt));

/**
 * The row of the user takes sessions, tokens, factors and keys with it, that of a restaurant all that belongs to it. The audit
 * log stays: it names ids only.
 */
async function purge(tx: Db, ctx: Ctx, userId: string): Promise<void> {
  const { user, restaurant, signInAttempt, mailMessage, job, storedFile } = tx.tables;
  const [row] = await tx
    .select({ email: user.email, emailKey: user.emailKey })
    .from(user)
    .where(and(eq(user.id, userId), isDue(tx, ctx)));
  if (!row) return;
  const owned = await tx.select({ id: restaurant.id }).from(restaurant).where(eq(restaurant.ownerUserId, userId));
  const ids = owned.map(({ id }) => id);
  await forgetOriginals(tx, userId, ids);
  // Their bytes go with the next clean-up of files, which needs the row.
  const removed = { deletedAt: ctx.clock(), restaurantId: null, ownerUserId: null, name: "" };
  await tx
    .update(storedFile)
    .set(removed)
    .where(or(eq(storedFile.ownerUserId, userId), inArray(storedFile.restaurantId, ids)));
  await tx.delete(job).where(or(eq(job.requestedByUserId, userId), inArray(job.restaurantId, ids)));
  await tx.delete(signInAttempt).where(or(eq(signInAttempt.userId, userId), eq(signInAttempt.emailKey, row.emailKey)));
  await tx.delete(mailMessage).where(or(eq(mailMessage.userId, userId), eq(mailMessage.recipient, row.email)));
  await tx.delete(restaurant).where(eq(restaurant.ownerUserId, userId));
  await tx.delete(user).where(eq(user.id, userId));
  for (const id of ids) await recordAudit(tx, ctx, { action: "restaurant.delete", subject: { type: "restaurant", id } });
  await recordAudit(tx, ctx, { action: "user.delete", subject: { type: "user", id: userId } });
}

/** Old values that did not fit. The ids stay, so that another import does not bring the rows back. */
async function forgetOriginals(tx: Db, userId: string, restaurantIds: string[]): Promise<void> {
  const { legacyRecord, task, campaign, checklistStatus } = tx.tables;
  const tasks = tx.select({ id: task.id }).from(task).where(inArray(task.restaurantId, restaurantIds));
  const campaigns = tx.select({ id: campaign.id }).from(campaign).where(inArray(campaign.restaurantId, restaurantIds));
  const answers = tx
    .select({ id: checklistStatus.id })
    .from(checklistStatus)
    .where(inArray(checklistStatus.restaurantId, restaurantIds));
  const { newId } = legacyRecord;
  const isTheirs = or(
    inArray(newId, [userId, ...restaurantIds]),
    inArray(newId, tasks),
    inArray(newId, campaigns),
    inArray(newId, answers),
  );
  await tx.update(legacyRecord).set({ originals: null }).where(isTheirs);
}
