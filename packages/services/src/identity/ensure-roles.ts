import { BUILT_IN_ROLES } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";

/**
 * Makes the built-in roles and gives them the permissions that are new in this version, each once: what an administrator took
 * away stays away. Safe to run at every start, also beside a process of another version.
 */
export async function ensureRoles(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    const { role, rolePermission, roleOffer } = tx.tables;
    for (const [key, { rank, permissions }] of Object.entries(BUILT_IN_ROLES)) {
      await tx.insert(role).values({ key, rank }).onConflictDoNothing();
      const rows = await tx.select().from(roleOffer).where(eq(roleOffer.roleKey, key));
      const offered = new Set<string>(rows.map(({ permission }) => permission));
      const added = permissions
        .filter((permission) => !offered.has(permission))
        .map((permission) => ({ roleKey: key, permission }));
      if (added.length === 0) continue;
      await tx.insert(rolePermission).values(added).onConflictDoNothing();
      await tx.insert(roleOffer).values(added);
    }
  });
}
