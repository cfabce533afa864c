import type { SetUserRoleInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { getRole, requireAdminLeft, requireGrantable, requireRank } from "../roles/internal.ts";
import { requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getManagedUser } from "./internal.ts";

/**
 * Gives a user another role, with effect on their next call. Throws `USER_NOT_FOUND`, `USER_IS_YOURSELF`, `USER_RANK`,
 * `ROLE_NOT_FOUND`, `ROLE_RANK`, `PERMISSION_NOT_HELD`, `LAST_ADMIN`.
 */
export async function setUserRole(ctx: Ctx, { id, role: key }: SetUserRoleInput): Promise<void> {
  await requireRecentProof(ctx);
  await ctx.db.transaction(async (tx) => {
    const { standing, target } = await getManagedUser(tx, ctx, id);
    const role = await getRole(tx, key);
    requireRank(standing, role.rank);
    requireGrantable(standing, role.permissions);
    const { user } = tx.tables;
    await tx.update(user).set({ roleKey: key, updatedAt: ctx.clock() }).where(eq(user.id, id));
    await requireAdminLeft(tx);
    const details = { from: target.role, to: key };
    await recordAudit(tx, ctx, { action: "user.set-role", subject: { type: "user", id }, details });
  });
}
