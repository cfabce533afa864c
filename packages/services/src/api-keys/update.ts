import type { ApiKey, UpdateApiKeyInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { requirePermission, requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { apiKeyNotFound, getOwnKey, toApiKey } from "./internal.ts";

/** Changes what a key is called, from where and how often it may be used. Throws `API_KEY_NOT_FOUND`, `PROOF_NEEDED`. */
export async function updateApiKey(ctx: Ctx, { id, ...changes }: UpdateApiKeyInput): Promise<ApiKey> {
  requirePermission(ctx, "api-key:write");
  const { userId } = await requireRecentProof(ctx);
  return ctx.db.transaction(async (tx) => {
    const { apiKey } = tx.tables;
    const old = await getOwnKey(tx, { id, userId });
    const { name = old.name, allowedNetworks = old.allowedNetworks, hourlyLimit = old.hourlyLimit } = changes;
    const [row] = await tx.update(apiKey).set({ name, allowedNetworks, hourlyLimit }).where(eq(apiKey.id, id)).returning();
    if (!row) throw apiKeyNotFound();
    await recordAudit(tx, ctx, { action: "api-key.update", subject: { type: "api-key", id }, details: { name } });
    return toApiKey(row, ctx.clock());
  });
}
