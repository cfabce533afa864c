import { AppError, type CreateRoleInput } from "@causeway/contract";
import { isUniqueViolation } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import { requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getStanding, requireGrantable, requireLowerRank, setPermissions } from "./internal.ts";

/** Makes a role below the caller's own. Throws `ROLE_EXISTS`, `ROLE_RANK`, `PERMISSION_NOT_HELD`. */
export async function createRole(ctx: Ctx, { key, rank, permissions }: CreateRoleInput): Promise<void> {
  await requireRecentProof(ctx);
  await ctx.db.transaction(async (tx) => {
    const standing = await getStanding(tx, ctx, "role:manage");
    requireLowerRank(standing, rank);
    requireGrantable(standing, permissions);
    try {
      await tx.transaction((inner) => inner.insert(inner.tables.role).values({ key, rank }));
    } catch (cause) {
      if (!isUniqueViolation(cause)) throw cause;
      throw new AppError({ code: "CONFLICT", reason: "ROLE_EXISTS", message: `There is a role ${key} already.`, cause });
    }
    await setPermissions(tx, key, permissions);
    const details = { rank, permissions: permissions.join(" ") };
    await recordAudit(tx, ctx, { action: "role.create", subject: { type: "role", id: key }, details });
  });
}
