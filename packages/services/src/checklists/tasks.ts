import type { ListTasksInput, SetTaskInput, Task } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getAccessibleTask, openTasksFirst, taskColumns, tasksTopic } from "./internal.ts";

/** A restaurant's default tasks, oldest first. Throws `RESTAURANT_NOT_FOUND`. */
export async function listTasks(ctx: Ctx, input: ListTasksInput): Promise<Task[]> {
  requirePermission(ctx, "task:read");
  const { id } = await getAccessibleRestaurant(ctx, input.restaurantId, "restaurant:read-any");
  const { task } = ctx.db.tables;
  return ctx.db
    .select(taskColumns(ctx))
    .from(task)
    .where(eq(task.restaurantId, id))
    .orderBy(...openTasksFirst(ctx))
    .limit(1000);
}

/** Ticks a task off, or opens it again. Throws `TASK_NOT_FOUND`. */
export async function setTask(ctx: Ctx, input: SetTaskInput): Promise<Task> {
  requirePermission(ctx, "task:write");
  const changed = await ctx.db.transaction(async (tx) => {
    const task = await getAccessibleTask(tx, ctx, input.id, "task:write-any");
    const updated = { isComplete: input.isComplete, updatedAt: ctx.clock() };
    await tx.update(tx.tables.task).set(updated).where(eq(tx.tables.task.id, task.id));
    if (task.isComplete !== input.isComplete) {
      await recordAudit(tx, ctx, {
        action: input.isComplete ? "task.complete" : "task.reopen",
        subject: { type: "task", id: task.id },
      });
    }
    return { ...task, ...updated };
  });
  if (changed.restaurantId !== null) ctx.events.publish(tasksTopic(changed.restaurantId));
  return changed;
}

/** The tasks now, and again after every change, until `signal` is aborted. Reads the state each time, so nothing is missed. */
export async function* watchTasks(ctx: Ctx, input: ListTasksInput, signal: AbortSignal): AsyncGenerator<Task[]> {
  const changes = ctx.events.watch(tasksTopic(input.restaurantId), signal);
  yield await listTasks(ctx, input);
  for await (const _ of changes) yield await listTasks(ctx, input);
}
