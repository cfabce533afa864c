import { BUILT_IN_ROLES, PERMISSIONS, type RoleList } from "@causeway/contract";
import { count, desc } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { getStanding, isBelow } from "./internal.ts";

/** Every role with its permissions and how many people have it, highest rank first. */
export async function listRoles(ctx: Ctx): Promise<RoleList> {
  return ctx.db.transaction(async (tx) => {
    const standing = await getStanding(tx, ctx, "role:manage");
    const { role, rolePermission, user } = tx.tables;
    const roles = await tx.select().from(role).orderBy(desc(role.rank), role.key);
    const granted = await tx.select().from(rolePermission);
    const counts = await tx.select({ role: user.roleKey, users: count() }).from(user).groupBy(user.roleKey);
    return {
      permissions: [...PERMISSIONS],
      items: roles.map(({ key, rank }) => ({
        key,
        rank,
        isBuiltIn: Object.hasOwn(BUILT_IN_ROLES, key),
        permissions: PERMISSIONS.filter((known) => granted.some((row) => row.roleKey === key && row.permission === known)),
        users: counts.find((row) => row.role === key)?.users ?? 0,
        canEdit: isBelow(standing, rank),
      })),
    };
  });
}
