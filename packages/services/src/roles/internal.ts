import { AppError, BUILT_IN_ROLES, type BuiltInRole, type Permission } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, inArray, isNull, max } from "drizzle-orm";
import { permissionsOf } from "../identity/authenticate.ts";
import { getUser } from "../identity/internal.ts";
import { requireOwnSession, requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** What a caller may decide about others. */
export interface Standing {
  userId: string;
  rank: number;
  /** Nobody stands above. */
  isTop: boolean;
  permissions: ReadonlySet<Permission>;
}

/** Read within the transaction, because somebody may be changing the caller's own role at this moment. */
export async function getStanding(tx: Db, ctx: Ctx, permission: Permission): Promise<Standing> {
  const { userId } = requireOwnSession(ctx);
  const { role: key, rank, disabledAt } = await getUser(tx, userId);
  const permissions = disabledAt ? new Set<Permission>() : await permissionsOf(tx, key);
  requirePermission({ principal: { kind: "service", name: "", permissions } }, permission);
  const { role } = tx.tables;
  const [highest] = await tx.select({ rank: max(role.rank) }).from(role);
  return { userId, rank, isTop: rank >= (highest?.rank ?? 0), permissions };
}

/** Those below; and, because nobody else could, their equals for whoever stands at the top. */
export function isBelow(standing: Standing, rank: number): boolean {
  return standing.isTop || rank < standing.rank;
}

/** Nobody gives away what they do not hold themselves, except at the top, where a permission would else be lost for good. */
export function requireGrantable({ isTop, permissions }: Standing, granted: Iterable<Permission>): void {
  const missing = isTop ? undefined : [...granted].find((permission) => !permissions.has(permission));
  if (missing === undefined) return;
  throw new AppError({
    code: "FORBIDDEN",
    reason: "PERMISSION_NOT_HELD",
    message: `You cannot give the permission ${missing}, which you do not hold yourself.`,
    details: { permission: missing },
  });
}

export function requireRank(standing: Standing, rank: number): void {
  if (isBelow(standing, rank)) return;
  throw new AppError({
    code: "FORBIDDEN",
    reason: "ROLE_RANK",
    message: "You can do this only for roles that rank below your own.",
  });
}

/** A role between those that are there: below the caller's own, so that the top stays the top. */
export function requireLowerRank({ rank: own }: Standing, rank: number): void {
  if (rank < own) return;
  throw new AppError({ code: "FORBIDDEN", reason: "ROLE_RANK", message: `Choose a rank below your own, which is ${own}.` });
}

export async function getRole(db: Db, key: string): Promise<{ key: string; rank: number; permissions: Set<Permission> }> {
  const { role } = db.tables;
  const [row] = await db.select().from(role).where(eq(role.key, key));
  if (!row) throw new AppError({ code: "NOT_FOUND", reason: "ROLE_NOT_FOUND", message: "This role does not exist." });
  return { ...row, permissions: new Set(await permissionsOf(db, key)) };
}

export async function setPermissions(tx: Db, key: string, permissions: Iterable<Permission>): Promise<void> {
  const { rolePermission } = tx.tables;
  const rows = [...new Set(permissions)].map((permission) => ({ roleKey: key, permission }));
  await tx.delete(rolePermission).where(eq(rolePermission.roleKey, key));
  if (rows.length > 0) await tx.insert(rolePermission).values(rows);
}

export function findBuiltIn(key: string): { rank: number; permissions: readonly Permission[] } | null {
  return Object.hasOwn(BUILT_IN_ROLES, key) ? BUILT_IN_ROLES[asBuiltIn(key)] : null;
}

/** Safe where `hasOwn` has said so. */
const asBuiltIn = (key: string) => key as BuiltInRole;

/** Open accounts that can manage roles and users. */
async function whereAdmin(tx: Db) {
  const { rolePermission, user } = tx.tables;
  const needed: Permission[] = ["role:manage", "user:manage"];
  const rows = await tx
    .select({ role: rolePermission.roleKey, permission: rolePermission.permission })
    .from(rolePermission)
    .where(inArray(rolePermission.permission, needed));
  const roles = rows.map(({ role }) => role).filter((role, index, all) => all.indexOf(role) !== index);
  return and(inArray(user.roleKey, roles), isNull(user.disabledAt));
}

/** True when nobody else could undo what this user can. */
export async function isOnlyAdmin(tx: Db, userId: string): Promise<boolean> {
  const { user } = tx.tables;
  const admins = await tx
    .select({ id: user.id })
    .from(user)
    .where(await whereAdmin(tx))
    .limit(2);
  return admins.length === 1 && admins[0]?.id === userId;
}

/** After any change to roles, users or both: somebody must be left who can undo it. Throws `LAST_ADMIN`. */
export async function requireAdminLeft(tx: Db): Promise<void> {
  if ((await tx.$count(tx.tables.user, await whereAdmin(tx))) > 0) return;
  throw lastAdmin();
}

export function lastAdmin(): AppError {
  return new AppError({
    code: "CONFLICT",
    reason: "LAST_ADMIN",
    message: "Nobody would be left who can manage roles and users. Give somebody else these permissions first.",
  });
}
