import { BUILT_IN_ROLES, PERMISSIONS } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { notInArray } from "drizzle-orm";

/** Brings the built-in roles to this version's permissions and drops those that no longer exist. Safe to run at every start. */
export async function ensureRoles(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const { role, rolePermission } = tx.tables;
    for (const [key, { rank, permissions }] of Object.entries(BUILT_IN_ROLES)) {
      await tx.insert(role).values({ key, rank }).onConflictDoNothing();
      await tx
        .insert(rolePermission)
        .values(permissions.map((permission) => ({ roleKey: key, permission })))
        .onConflictDoNothing();
    }
    await tx.delete(rolePermission).where(notInArray(rolePermission.permission, [...PERMISSIONS]));
  });
}
