import type { OldTable } from "@causeway/contract";
import { type Db, prepareOnce, rememberUntilCommit } from "@causeway/db";
import { and, eq, sql } from "drizzle-orm";
import { parsePermissions } from "../identity/authenticate.ts";
import type { Runtime, UserPrincipal } from "../runtime/context.ts";
import type { RevokingFacts } from "./old-tokens/why-revoked.ts";

/** A restaurant and the id under which the old system knows it; null for one that it was never shown. */
export interface OldRestaurant {
  id: string;
  oldId: string | null;
}

/** Who an old token is about, as things are now. */
export interface OldUser extends RevokingFacts {
  principal: UserPrincipal;
  email: string;
  /** The user's own, in no order. */
  restaurants: readonly OldRestaurant[];
}

/** All that every request with an old token needs, in one statement. */
const statementOf = prepareOnce((db) => {
  const { user, role, rolePermission, totpFactor, restaurant, legacyRecord: record } = db.tables;
  const { permission, roleKey } = rolePermission;
  const permissions = sql<
    string | null
  >`(select ${db.fn.joined(permission)} from ${rolePermission} where ${eq(roleKey, user.roleKey)})`;
  return db
    .select({
      email: user.email,
      role: user.roleKey,
      rank: role.rank,
      permissions: permissions.as("permissions"),
      disabledAt: user.disabledAt,
      passwordChangedAt: user.passwordChangedAt,
      createdAt: user.createdAt,
      sessionsEndedAt: user.sessionsEndedAt,
      factorConfirmedAt: totpFactor.confirmedAt,
      restaurantId: restaurant.id,
      oldId: record.oldId,
    })
    .from(user)
    .innerJoin(role, eq(role.key, user.roleKey))
    .leftJoin(totpFactor, eq(totpFactor.userId, user.id))
    .leftJoin(restaurant, eq(restaurant.ownerUserId, user.id))
    .leftJoin(
      record,
      and(eq(record.system, sql.placeholder("system")), eq(record.kind, sql.placeholder("kind")), eq(record.newId, restaurant.id)),
    )
    .where(eq(user.id, sql.placeholder("userId")))
    .prepare("old_user");
});

async function lookUp(db: Db, userId: string, { system, kind }: OldTable): Promise<OldUser | null> {
  const rows = await statementOf(db).execute({ userId, system, kind });
  const [row] = rows;
  if (!row) return null;
  const { role, rank, email, passwordChangedAt, createdAt } = row;
  const wasChanged = passwordChangedAt !== null && passwordChangedAt > createdAt;
  return {
    principal: {
      kind: "user",
      userId,
      role,
      rank,
      permissions: parsePermissions(row.permissions),
      sessionId: null,
      impersonatorUserId: null,
    },
    email,
    isDisabled: row.disabledAt !== null,
    hasSecondFactor: row.factorConfirmedAt !== null,
    passwordChangedAt: wasChanged ? passwordChangedAt : null,
    sessionsEndedAt: row.sessionsEndedAt,
    restaurants: rows.flatMap(({ restaurantId: id, oldId }) => (id === null ? [] : { id, oldId })),
  };
}

/** A look-up of users for one old system; `restaurants` is its table of them. Null for a user who is not there (any more). */
export function createOldUserLookUp(
  restaurants: OldTable,
): (runtime: Pick<Runtime, "db">, userId: string) => Promise<OldUser | null> {
  const remembered = rememberUntilCommit((db, userId) => lookUp(db, userId, restaurants));
  return ({ db }, userId) => remembered(db, userId);
}
