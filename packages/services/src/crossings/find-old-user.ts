import type { OldTable, Restaurant } from "@causeway/contract";
import { Permission } from "@causeway/contract";
import { prepareOnce } from "@causeway/db";
import { and, eq, sql } from "drizzle-orm";
import { restaurantColumns } from "../restaurants/internal.ts";
import type { Runtime, UserPrincipal } from "../runtime/context.ts";

/** A restaurant with the id under which the old system knows it; null for one that it has not been shown yet. */
export interface OldRestaurant {
  restaurant: Restaurant;
  oldId: string | null;
}

/** Who an old token is about, as things are now. */
export interface OldUser {
  principal: UserPrincipal;
  email: string;
  isDisabled: boolean;
  /** When the password was last changed; null while it is the one of the beginning. */
  passwordChangedAt: Date | null;
  /** The user's own, in no order. */
  restaurants: OldRestaurant[];
}

/** All that every request with an old token needs, in one statement. */
const statementOf = prepareOnce((db) => {
  const { user, role, rolePermission, restaurant, legacyRecord: record } = db.tables;
  const permissions = sql<string | null>`(select ${db.fn.joined(rolePermission.permission)} from ${rolePermission} where ${eq(rolePermission.roleKey, user.roleKey)})`;
  return db
    .select({
      email: user.email,
      role: user.roleKey,
      rank: role.rank,
      permissions: permissions.as("permissions"),
      disabledAt: user.disabledAt,
      passwordChangedAt: user.passwordChangedAt,
      createdAt: user.createdAt,
      restaurant: restaurantColumns({ db }),
      oldId: record.oldId,
    })
    .from(user)
    .innerJoin(role, eq(role.key, user.roleKey))
    .leftJoin(restaurant, eq(restaurant.ownerUserId, user.id))
    .leftJoin(
      record,
      and(eq(record.system, sql.placeholder("system")), eq(record.kind, sql.placeholder("kind")), eq(record.newId, restaurant.id)),
    )
    .where(eq(user.id, sql.placeholder("userId")))
    .prepare("old_user");
});

/** The user, with role and permissions read now, and the old ids of `restaurants`; null when there is none (any more). */
export async function findOldUser(
  { db }: Pick<Runtime, "db">,
  { userId, restaurants: of }: { userId: string; restaurants: OldTable },
): Promise<OldUser | null> {
  const rows = await statementOf(db).execute({ userId, system: of.system, kind: of.kind });
  const [row] = rows;
  if (!row) return null;
  const { role, rank, email, passwordChangedAt, createdAt } = row;
  const permissions = new Set((row.permissions?.split(" ") ?? []).filter(isPermission));
  const wasChanged = passwordChangedAt !== null && passwordChangedAt > createdAt;
  return {
    principal: { kind: "user", userId, role, rank, permissions, sessionId: null, impersonatorUserId: null },
    email,
    isDisabled: row.disabledAt !== null,
    passwordChangedAt: wasChanged ? passwordChangedAt : null,
    restaurants: rows.flatMap(({ restaurant, oldId }) => (restaurant ? { restaurant, oldId } : [])),
  };
}

const KNOWN: ReadonlySet<string> = new Set(Permission.options);
const isPermission = (text: string): text is Permission => KNOWN.has(text);
