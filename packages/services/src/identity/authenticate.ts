import { AppError, type Permission, PERMISSIONS } from "@causeway/contract";
import { type Db, prepareOnce, rememberUntilCommit } from "@causeway/db";
import { eq, sql } from "drizzle-orm";
import type { Runtime, UserPrincipal } from "../runtime/context.ts";
import { getUser } from "./internal.ts";

/** All that every signed-in request needs to know of its session, in one statement. */
const sessionStatement = prepareOnce((db) => {
  const { session, user, role, rolePermission } = db.tables;
  const permissions = sql<
    string | null
  >`(select ${db.fn.joined(rolePermission.permission)} from ${rolePermission} where ${eq(rolePermission.roleKey, user.roleKey)})`;
  return db
    .select({
      userId: session.userId,
      impersonatorUserId: session.impersonatorUserId,
      endedAt: session.endedAt,
      expiresAt: session.expiresAt,
      disabledAt: user.disabledAt,
      role: user.roleKey,
      rank: role.rank,
      permissions: permissions.as("permissions"),
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .innerJoin(role, eq(role.key, user.roleKey))
    .where(eq(session.id, sql.placeholder("id")))
    .prepare("session_principal");
});

/** Exact, although remembered: whatever ends a session or changes a role is a commit. */
const sessionOf = rememberUntilCommit(async (db, id) => {
  const [row] = await sessionStatement(db).execute({ id });
  return row && { ...row, permissions: parsePermissions(row.permissions) };
});

const permissionsStatement = prepareOnce((db) => {
  const { rolePermission } = db.tables;
  return db
    .select({ permission: rolePermission.permission })
    .from(rolePermission)
    .where(eq(rolePermission.roleKey, sql.placeholder("role")))
    .prepare("role_permissions");
});

/** The permissions of a role, read now: a change takes effect with the next call. */
export async function permissionsOf(db: Db, role: string): Promise<ReadonlySet<Permission>> {
  const rows = await permissionsStatement(db).execute({ role });
  return parsePermissions(rows.map(({ permission }) => permission).join(" "));
}

/** Permissions as the database joined them. A word that is no permission of this version is none. */
export function parsePermissions(joined: string | null): ReadonlySet<Permission> {
  const words = joined?.split(" ") ?? [];
  return new Set(PERMISSIONS.filter((permission) => words.includes(permission)));
}

/**
 * Who presents this access token. Throws `NOT_SIGNED_IN` for a token that is not ours or has expired, `SESSION_ENDED`
 * when its session was ended, has run out, or its user was disabled or deleted.
 */
export async function authenticate(runtime: Runtime, accessToken: string): Promise<UserPrincipal> {
  const claims = await runtime.accessTokens.verify(accessToken);
  const row = await sessionOf(runtime.db, claims.sessionId);
  if (!row || row.userId !== claims.userId || row.endedAt || row.disabledAt || row.expiresAt <= runtime.clock()) {
    throw sessionEnded();
  }
  if (row.impersonatorUserId !== null) await requireStillAllowed(runtime.db, row.impersonatorUserId, row.rank);
  return {
    kind: "user",
    userId: row.userId,
    role: row.role,
    rank: row.rank,
    permissions: row.permissions,
    sessionId: claims.sessionId,
    impersonatorUserId: row.impersonatorUserId,
  };
}

/** Acting for others ends at once when the administrator is disabled, loses the permission, or is no longer above them. */
async function requireStillAllowed(db: Db, impersonatorUserId: string, targetRank: number): Promise<void> {
  const { role, rank, disabledAt } = await getUser(db, impersonatorUserId);
  const permissions = await permissionsOf(db, role);
  if (disabledAt || rank <= targetRank || !permissions.has("user:impersonate")) throw sessionEnded();
}

function sessionEnded(): AppError {
  return new AppError({ code: "UNAUTHORIZED", reason: "SESSION_ENDED", message: "Your session has ended. Please sign in again." });
}
