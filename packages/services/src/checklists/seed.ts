import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { CONTENT_TOPIC } from "./content.ts";
import { STARTING_CONTENT } from "./starting-content.ts";

/** Writes the starting checklist. */
export async function insertStartingContent(tx: Db, createdAt: Date): Promise<void> {
  const { checklistCategory, checklistItem } = tx.tables;
  for (const [index, { items, ...category }] of STARTING_CONTENT.entries()) {
    const [row] = await tx
      .insert(checklistCategory)
      .values({ ...category, position: index + 1, createdAt })
      .returning({ id: checklistCategory.id });
    const categoryId = row?.id ?? null;
    await tx.insert(checklistItem).values(
      items.map(([title, description, weight], at) => ({
        categoryId,
        title,
        description,
        isCritical: weight === "critical",
        position: at + 1,
        createdAt,
      })),
    );
  }
}

/** Fills an empty checklist with one to start from. Throws `CHECKLIST_NOT_EMPTY`. */
export async function seedChecklist(ctx: Ctx): Promise<void> {
  requirePermission(ctx, "checklist:edit");
  await ctx.db.transaction(async (tx) => {
    if ((await tx.$count(tx.tables.checklistCategory)) > 0)
      throw new AppError({ code: "CONFLICT", reason: "CHECKLIST_NOT_EMPTY", message: "There is a checklist already." });
    await insertStartingContent(tx, ctx.clock());
    await recordAudit(tx, ctx, { action: "checklist.seed" });
  });
  ctx.events.publish(CONTENT_TOPIC);
}
