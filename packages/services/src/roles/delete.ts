import { AppError, type RoleRef } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { findBuiltIn, getRole, getStanding, requireRank } from "./internal.ts";

/** Deletes a role that nobody has. Throws `ROLE_NOT_FOUND`, `ROLE_RANK`, `ROLE_BUILT_IN`, `ROLE_IN_USE`. */
export async function deleteRole(ctx: Ctx, { key }: RoleRef): Promise<void> {
  await requireRecentProof(ctx);
  await ctx.db.transaction(async (tx) => {
    const standing = await getStanding(tx, ctx, "role:manage");
    const { rank } = await getRole(tx, key);
    requireRank(standing, rank);
    if (findBuiltIn(key)) {
      throw new AppError({ code: "CONFLICT", reason: "ROLE_BUILT_IN", message: "A built-in role cannot be deleted." });
    }
    const { role, user } = tx.tables;
    const users = await tx.$count(user, eq(user.roleKey, key));
    if (users > 0) {
      throw new AppError({
        code: "CONFLICT",
        reason: "ROLE_IN_USE",
        message: users === 1 ? "One person has this role." : `${users} people have this role. Give them another one first.`,
        details: { users },
      });
    }
    await tx.delete(role).where(eq(role.key, key));
    await recordAudit(tx, ctx, { action: "role.delete", subject: { type: "role", id: key }, details: { rank } });
  });
}
