import { type ApiKeyCreated, AppError, type RotateApiKeyInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { requirePermission, requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { getOwnKey, scopesOf, stateOf, toApiKey } from "./internal.ts";
import { storeKey } from "./store-key.ts";

const HOUR_MS = 60 * 60 * 1000;

/**
 * Makes a key that takes over from another, with the same rights and for as long. The old one goes on working for a while; one
 * with a number of uses ends at once, because the new one has them now. Throws `API_KEY_NOT_FOUND`, `API_KEY_ENDED`,
 * `API_KEY_COUNT`, `PROOF_NEEDED`.
 */
export async function rotateApiKey(ctx: Ctx, { id, overlapHours }: RotateApiKeyInput): Promise<ApiKeyCreated> {
  requirePermission(ctx, "api-key:write");
  const { userId, permissions } = await requireRecentProof(ctx);
  return ctx.db.transaction(async (tx) => {
    const { apiKey } = tx.tables;
    const now = ctx.clock();
    const old = await getOwnKey(tx, { id, userId });
    if (stateOf(old, now) !== "active") {
      throw new AppError({
        code: "CONFLICT",
        reason: "API_KEY_ENDED",
        message: "This API key does not work any more. Make a new one.",
      });
    }
    const { name, allowedNetworks, remainingUses, hourlyLimit } = old;
    const lifeMs = old.expiresAt ? old.expiresAt.getTime() - old.createdAt.getTime() : null;
    const { key, row } = await storeKey(tx, ctx, {
      userId,
      name,
      scopes: scopesOf(old.scopes).filter((scope) => permissions.has(scope)),
      allowedNetworks,
      remainingUses,
      hourlyLimit,
      expiresAt: lifeMs === null ? null : new Date(now.getTime() + lifeMs),
      replacesKeyId: old.id,
    });
    const overlapMs = remainingUses === null ? overlapHours * HOUR_MS : 0;
    const endsAt = Math.min(now.getTime() + overlapMs, old.expiresAt?.getTime() ?? Infinity);
    await tx
      .update(apiKey)
      .set({ expiresAt: new Date(endsAt) })
      .where(eq(apiKey.id, old.id));
    return { key, apiKey: toApiKey(row, now) };
  });
}
