import type { FirstRestaurant, FirstRestaurantInput } from "@causeway/contract";
import { and, eq, sql } from "drizzle-orm";
import { restaurantColumns } from "../restaurants/internal.ts";
import { requirePermission, requireUser } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { prepareOnce } from "../runtime/prepare-once.ts";
import { listOldRecords } from "./list-records.ts";

const statementOf = prepareOnce((db) => {
  const { restaurant, legacyRecord: record } = db.tables;
  return db
    .select({ ...restaurantColumns({ db }), oldId: record.oldId, originals: record.originals })
    .from(restaurant)
    .leftJoin(
      record,
      and(eq(record.system, sql.placeholder("system")), eq(record.kind, sql.placeholder("kind")), eq(record.newId, restaurant.id)),
    )
    .where(eq(restaurant.ownerUserId, sql.placeholder("userId")))
    .prepare("own_restaurants_with_old_ids");
});

/** The caller's restaurant with the lowest old id: the only one that old systems with one restaurant per user knew. */
export async function firstRestaurant(ctx: Ctx, { of }: FirstRestaurantInput): Promise<FirstRestaurant> {
  requirePermission(ctx, "restaurant:read");
  const { userId } = requireUser(ctx);
  const read = () => statementOf(ctx.db).execute({ system: of.system, kind: of.kind, userId });
  let rows = await read();
  const without = rows.filter((row) => row.oldId === null);
  if (without.length > 0) {
    await listOldRecords(ctx, { of, ids: without.map(({ id }) => id) });
    rows = await read();
  }
  const [first] = rows.toSorted((left, right) => Number(left.oldId) - Number(right.oldId));
  if (!first || first.oldId === null) return null;
  const { oldId, originals, ...restaurant } = first;
  return { restaurant, record: { newId: restaurant.id, oldId, originals } };
}
