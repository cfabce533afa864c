import type { UpdateProfileInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requireSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** What the caller is to be called. */
export async function updateProfile(ctx: Ctx, { displayName }: UpdateProfileInput): Promise<void> {
  const { userId } = requireSession(ctx);
  await ctx.db.transaction(async (tx) => {
    const { user } = tx.tables;
    await tx
      .update(user)
      .set({ displayName: displayName === "" ? null : displayName, updatedAt: ctx.clock() })
      .where(eq(user.id, userId));
    await recordAudit(tx, ctx, { action: "user.update", subject: { type: "user", id: userId } });
  });
}
