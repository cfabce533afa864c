import { desc } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";

/** The columns of a `Campaign`. */
export function campaignColumns(ctx: Pick<Ctx, "db">) {
  const { id, restaurantId, type, status, name, details, budgetMinor, createdAt, updatedAt } = ctx.db.tables.campaign;
  return { id, restaurantId, type, status, name, details, budgetMinor, createdAt, updatedAt };
}

export function newestFirst(ctx: Pick<Ctx, "db">) {
  const { campaign } = ctx.db.tables;
  return [desc(campaign.createdAt), desc(campaign.id)];
}
