import { AppError, type Permission, type RoleRef, type UpdateRoleInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import {
  findBuiltIn,
  getRole,
  getStanding,
  requireAdminLeft,
  requireGrantable,
  requireLowerRank,
  requireRank,
  setPermissions,
} from "./internal.ts";

interface Change {
  action: "role.update" | "role.reset";
  key: string;
  rank?: number | undefined;
  permissions?: readonly Permission[] | undefined;
}

async function changeRole(tx: Db, ctx: Ctx, change: Change): Promise<void> {
  const standing = await getStanding(tx, ctx, "role:manage");
  const before = await getRole(tx, change.key);
  const { rank = before.rank, permissions = [...before.permissions] } = change;
  requireRank(standing, before.rank);
  const added = permissions.filter((permission) => !before.permissions.has(permission));
  const removed = [...before.permissions].filter((permission) => !permissions.includes(permission));
  requireGrantable(standing, added);
  if (rank !== before.rank) {
    requireLowerRank(standing, rank);
    await tx.update(tx.tables.role).set({ rank }).where(eq(tx.tables.role.key, change.key));
  }
  await setPermissions(tx, change.key, permissions);
  await requireAdminLeft(tx);
  await recordAudit(tx, ctx, {
    action: change.action,
    subject: { type: "role", id: change.key },
    details: { added: added.join(" "), removed: removed.join(" "), rank },
  });
}

/**
 * Changes what a role may do, at once for everybody who has it. Throws `ROLE_NOT_FOUND`, `ROLE_RANK`, `PERMISSION_NOT_HELD`,
 * `ROLE_BUILT_IN` for the rank of a built-in role, `LAST_ADMIN` when nobody could manage roles any more.
 */
export async function updateRole(ctx: Ctx, { key, rank, permissions }: UpdateRoleInput): Promise<void> {
  await requireRecentProof(ctx);
  await ctx.db.transaction(async (tx) => {
    if (rank !== undefined && findBuiltIn(key)) {
      throw new AppError({ code: "CONFLICT", reason: "ROLE_BUILT_IN", message: "The rank of a built-in role cannot be changed." });
    }
    await changeRole(tx, ctx, { action: "role.update", key, rank, permissions });
  });
}

/** Gives a built-in role the permissions it has in a new database. Throws `ROLE_CUSTOM` for any other. */
export async function resetRole(ctx: Ctx, { key }: RoleRef): Promise<void> {
  await requireRecentProof(ctx);
  await ctx.db.transaction(async (tx) => {
    const builtIn = findBuiltIn(key);
    if (!builtIn) {
      await getRole(tx, key);
      throw new AppError({ code: "CONFLICT", reason: "ROLE_CUSTOM", message: "Only built-in roles can be reset." });
    }
    await changeRole(tx, ctx, { action: "role.reset", key, permissions: builtIn.permissions });
  });
}
