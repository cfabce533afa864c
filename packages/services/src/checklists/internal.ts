import { AppError, type Permission } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { asc, eq } from "drizzle-orm";
import { can } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** The columns of a `Task`. */
export function taskColumns(ctx: Pick<Ctx, "db">) {
  const { id, restaurantId, title, isComplete, createdAt, updatedAt } = ctx.db.tables.task;
  return { id, restaurantId, title, isComplete, createdAt, updatedAt };
}

export function openTasksFirst(ctx: Pick<Ctx, "db">) {
  const { task } = ctx.db.tables;
  return [asc(task.createdAt), asc(task.id)];
}

/** The task, if its restaurant is the caller's or the caller holds `anyPermission`. Throws `TASK_NOT_FOUND`. */
export async function getAccessibleTask(tx: Db, ctx: Ctx, id: string, anyPermission: Permission) {
  const { task, restaurant } = tx.tables;
  const [row] = await tx
    .select({ ...taskColumns({ db: tx }), ownerUserId: restaurant.ownerUserId })
    .from(task)
    .leftJoin(restaurant, eq(restaurant.id, task.restaurantId))
    .where(eq(task.id, id));
  const isOwner = ctx.principal.kind === "user" && row?.ownerUserId === ctx.principal.userId;
  if (!row || !(isOwner || can(ctx, anyPermission))) {
    throw new AppError({ code: "NOT_FOUND", reason: "TASK_NOT_FOUND", message: "This task does not exist." });
  }
  const { ownerUserId: _, ...found } = row;
  return found;
}

/** Where changes of a restaurant's tasks are announced. */
export const tasksTopic = (restaurantId: string) => `tasks:${restaurantId}`;
