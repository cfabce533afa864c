import type { OldTable, Permission } from "@causeway/contract";
import { and, eq, sql } from "drizzle-orm";
import type { Runtime, UserPrincipal } from "../runtime/context.ts";
import { prepareOnce } from "../runtime/prepare-once.ts";

/** Who an old token is about, as things are now. */
export interface OldUser {
  principal: UserPrincipal;
  email: string;
  isDisabled: boolean;
  /** When the password was last changed; null while it is the one of the beginning. */
  passwordChangedAt: Date | null;
}

const statementOf = prepareOnce((db) => {
  const { legacyRecord: record, user, role, rolePermission } = db.tables;
  return db
    .select({
      id: user.id,
      email: user.email,
      role: user.roleKey,
      rank: role.rank,
      disabledAt: user.disabledAt,
      passwordChangedAt: user.passwordChangedAt,
      createdAt: user.createdAt,
      permission: rolePermission.permission,
    })
    .from(record)
    .innerJoin(user, eq(user.id, record.newId))
    .innerJoin(role, eq(role.key, user.roleKey))
    .leftJoin(rolePermission, eq(rolePermission.roleKey, user.roleKey))
    .where(
      and(
        eq(record.system, sql.placeholder("system")),
        eq(record.kind, sql.placeholder("kind")),
        eq(record.oldId, sql.placeholder("oldId")),
      ),
    )
    .prepare("old_user");
});

/** The user of an old id, with role and permissions read now; null when there is none (any more). */
export async function findOldUser({ db }: Pick<Runtime, "db">, of: OldTable, oldId: string): Promise<OldUser | null> {
  const rows = await statementOf(db).execute({ system: of.system, kind: of.kind, oldId });
  const [row] = rows;
  if (!row) return null;
  const permissions = new Set<Permission>();
  for (const { permission } of rows) if (permission !== null) permissions.add(permission);
  const { id: userId, role, rank, email, passwordChangedAt, createdAt } = row;
  const wasChanged = passwordChangedAt !== null && passwordChangedAt > createdAt;
  return {
    principal: { kind: "user", userId, role, rank, permissions, sessionId: null, impersonatorUserId: null },
    email,
    isDisabled: row.disabledAt !== null,
    passwordChangedAt: wasChanged ? passwordChangedAt : null,
  };
}
