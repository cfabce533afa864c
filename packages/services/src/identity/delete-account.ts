import {
  AppError,
  type DeleteAccountInput,
  type DeletionPreview,
  type DeletionScheduled,
  type LinkInput,
} from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, asc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { sendMail } from "../mail/send-mail.ts";
import { isOnlyAdmin, lastAdmin } from "../roles/internal.ts";
import { requireOwnSession, requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { endAllSessions } from "./end-all-sessions.ts";
import { createLink, linkInvalid, takeToken, TOKEN_PURPOSES, voidTokens } from "./one-time-tokens.ts";
import { originOf } from "./origin.ts";

const GRACE_MS = TOKEN_PURPOSES["restore-account"].lifetimeMs;
/** Nobody has nearly so many; whoever has, deletes some first. */
const MAX_RESTAURANTS = 1000;

async function ownedRestaurants(db: Db, userId: string) {
  const { restaurant } = db.tables;
  return db
    .select({ id: restaurant.id, name: restaurant.name })
    .from(restaurant)
    .where(eq(restaurant.ownerUserId, userId))
    .orderBy(asc(restaurant.createdAt), asc(restaurant.id))
    .limit(MAX_RESTAURANTS);
}

/** What the caller would lose with the account. */
export async function previewDeletion(ctx: Ctx): Promise<DeletionPreview> {
  const { userId } = requireOwnSession(ctx);
  const { campaign, contact } = ctx.db.tables;
  const restaurants = [];
  for (const { id, name } of await ownedRestaurants(ctx.db, userId)) {
    const campaigns = await ctx.db.$count(campaign, eq(campaign.restaurantId, id));
    const contacts = await ctx.db.$count(contact, eq(contact.restaurantId, id));
    restaurants.push({ id, name, campaigns, contacts });
  }
  return { restaurants, deleteAfter: graceEnd(ctx), isLastAdmin: await isOnlyAdmin(ctx.db, userId) };
}

const graceEnd = (ctx: Ctx) => new Date(ctx.clock().getTime() + GRACE_MS);

/**
 * Closes the caller's account at once and has it deleted with their restaurants after 14 days; until then a link in the mail
 * takes it back. Throws `PROOF_NEEDED`, `LAST_ADMIN`, and `DELETION_CHANGED` unless the caller was told of exactly the
 * restaurants that go.
 */
export async function deleteAccount(ctx: Ctx, { restaurantIds }: DeleteAccountInput): Promise<DeletionScheduled> {
  const { userId } = await requireRecentProof(ctx);
  return ctx.db.transaction(async (tx) => {
    if (await isOnlyAdmin(tx, userId)) throw lastAdmin();
    const owned = (await ownedRestaurants(tx, userId)).map(({ id }) => id);
    if (new Set(restaurantIds).size !== owned.length || !owned.every((id) => restaurantIds.includes(id))) throw changed();
    const { user } = tx.tables;
    const deleteAfter = graceEnd(ctx);
    const [closed] = await tx
      .update(user)
      .set({ disabledAt: ctx.clock(), deleteAfter, updatedAt: ctx.clock() })
      .where(and(eq(user.id, userId), isNull(user.disabledAt)))
      .returning({ email: user.email });
    if (!closed) throw changed();
    await endAllSessions(tx, ctx, { userId, reason: "account-deleted" });
    const purposes = ["verify-email", "reset-password", "change-email", "undo-email-change"] as const;
    await voidTokens(tx, ctx, { userId, purposes });
    await recordAudit(tx, ctx, { action: "user.schedule-deletion", subject: { type: "user", id: userId } });
    const { link: restoreLink } = await createLink(tx, ctx, { userId, purpose: "restore-account", email: closed.email });
    const data = { ...originOf(ctx), deleteAfter, restoreLink };
    await sendMail(tx, ctx, { to: closed.email, userId, template: "account-deleted", data });
    return { deleteAfter };
  });
}

/** Takes the deletion back with the link out of the mail; signs nobody in. Throws `LINK_INVALID`. */
export async function restoreAccount(ctx: Ctx, { token }: LinkInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { userId } = await takeToken(tx, ctx, { token, purpose: "restore-account" });
    const { user } = tx.tables;
    const restored = await tx
      .update(user)
      .set({ disabledAt: null, deleteAfter: null, updatedAt: ctx.clock() })
      .where(and(eq(user.id, userId), isNotNull(user.deleteAfter), gt(user.deleteAfter, ctx.clock())))
      .returning({ id: user.id });
    if (restored.length === 0) throw linkInvalid();
    await recordAudit(tx, ctx, { action: "user.restore", subject: { type: "user", id: userId }, actor: { userId } });
  });
}

function changed(): AppError {
  return new AppError({
    code: "CONFLICT",
    reason: "DELETION_CHANGED",
    message: "Your restaurants have changed since you were shown what would be deleted. Please look again.",
  });
}
