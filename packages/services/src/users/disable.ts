import type { UserRef } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { endAllSessions } from "../identity/end-all-sessions.ts";
import { requireAdminLeft } from "../roles/internal.ts";
import type { Ctx } from "../runtime/context.ts";
import { getManagedUser } from "./internal.ts";

/**
 * Closes an account: its sessions end at once, its keys and old tokens are refused, nobody signs in. A second time changes
 * nothing. Throws `USER_NOT_FOUND`, `USER_IS_YOURSELF`, `USER_RANK`, `LAST_ADMIN`.
 */
export async function disableUser(ctx: Ctx, { id }: UserRef): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { target } = await getManagedUser(tx, ctx, id);
    if (target.disabledAt) return;
    const { user } = tx.tables;
    await tx.update(user).set({ disabledAt: ctx.clock(), updatedAt: ctx.clock() }).where(eq(user.id, id));
    await requireAdminLeft(tx);
    await endAllSessions(tx, ctx, { userId: id, reason: "disabled" });
    await recordAudit(tx, ctx, { action: "user.disable", subject: { type: "user", id } });
  });
}

/** Opens an account again, also one that was to be deleted; whoever owns it signs in anew. Throws as `disableUser`. */
export async function enableUser(ctx: Ctx, { id }: UserRef): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { target } = await getManagedUser(tx, ctx, id);
    if (!target.disabledAt) return;
    const { user } = tx.tables;
    await tx.update(user).set({ disabledAt: null, deleteAfter: null, updatedAt: ctx.clock() }).where(eq(user.id, id));
    await recordAudit(tx, ctx, { action: "user.enable", subject: { type: "user", id } });
  });
}
