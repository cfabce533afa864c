import type { RevokeApiKeyInput } from "@causeway/contract";
import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { can, requireOwnSession } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { apiKeyNotFound } from "./internal.ts";

/** Ends a key at once: the caller's own, or with `api-key:revoke-any` anybody's. Again is harmless. Throws `API_KEY_NOT_FOUND`. */
export async function revokeApiKey(ctx: Ctx, { id }: RevokeApiKeyInput): Promise<void> {
  const { userId } = requireOwnSession(ctx);
  await ctx.db.transaction(async (tx) => {
    const { apiKey } = tx.tables;
    const [row] = await tx.select({ owner: apiKey.userId }).from(apiKey).where(eq(apiKey.id, id));
    if (!row || (row.owner !== userId && !can(ctx, "api-key:revoke-any"))) throw apiKeyNotFound();
    const revoked = await tx
      .update(apiKey)
      .set({ revokedAt: ctx.clock() })
      .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
      .returning({ id: apiKey.id });
    if (revoked.length > 0)
      await recordAudit(tx, ctx, { action: "api-key.revoke", subject: { type: "api-key", id }, details: { owner: row.owner } });
  });
}
