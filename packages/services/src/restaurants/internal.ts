import { AppError, type Permission, type Restaurant } from "@causeway/contract";
import { prepareOnce, rememberUntilCommit } from "@causeway/db";
import { eq, sql } from "drizzle-orm";
import { can } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** The columns of a `Restaurant`. */
export function restaurantColumns(ctx: Pick<Ctx, "db">) {
  const { id, ownerUserId, name, address, phone, timeZone, createdAt } = ctx.db.tables.restaurant;
  return { id, ownerUserId, name, address, phone, timeZone, createdAt };
}

const statement = prepareOnce((db) => {
  const { restaurant } = db.tables;
  return db
    .select(restaurantColumns({ db }))
    .from(restaurant)
    .where(eq(restaurant.id, sql.placeholder("id")))
    .prepare("restaurant_by_id");
});

const findRestaurant = rememberUntilCommit(async (db, id) => (await statement(db).execute({ id })).at(0));

/**
 * The restaurant, if it is the caller's or the caller holds `anyPermission`. Throws `RESTAURANT_NOT_FOUND` otherwise:
 * whether somebody else's restaurant exists is nobody's business.
 */
export async function getAccessibleRestaurant(ctx: Ctx, id: string, anyPermission: Permission): Promise<Restaurant> {
  const row = await findRestaurant(ctx.db, id);
  const isOwner = row !== undefined && ctx.principal.kind === "user" && row.ownerUserId === ctx.principal.userId;
  if (!row || !(isOwner || can(ctx, anyPermission))) {
    throw new AppError({ code: "NOT_FOUND", reason: "RESTAURANT_NOT_FOUND", message: "This restaurant does not exist." });
  }
  return row;
}
