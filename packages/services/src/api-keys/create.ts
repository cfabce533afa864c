import { type ApiKeyCreated, AppError, type CreateApiKeyInput, type Permission } from "@causeway/contract";
import { requirePermission, requireRecentProof } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { toApiKey } from "./internal.ts";
import { storeKey } from "./store-key.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Throws `API_KEY_SCOPE` for a permission that the user does not hold. */
function requireOwnScopes(scopes: readonly Permission[], held: ReadonlySet<Permission>): void {
  const missing = scopes.filter((scope) => !held.has(scope));
  if (missing.length === 0) return;
  throw new AppError({
    code: "FORBIDDEN",
    reason: "API_KEY_SCOPE",
    message: "A key cannot do more than you may.",
    details: { scopes: missing },
  });
}

/**
 * Makes an API key for the caller. Throws `API_KEY_SCOPE`, `API_KEY_COUNT`, and `PROOF_NEEDED`: a stolen session must not leave
 * a key behind.
 */
export async function createApiKey(ctx: Ctx, input: CreateApiKeyInput): Promise<ApiKeyCreated> {
  requirePermission(ctx, "api-key:write");
  const { userId, permissions } = await requireRecentProof(ctx);
  const { name, scopes, expiresInDays, allowedNetworks = null, maxUses = null, hourlyLimit = null } = input;
  requireOwnScopes(scopes, permissions);
  const now = ctx.clock();
  const expiresAt = expiresInDays === null ? null : new Date(now.getTime() + expiresInDays * DAY_MS);
  const { key, row } = await ctx.db.transaction((tx) =>
    storeKey(tx, ctx, {
      userId,
      name,
      scopes: [...new Set(scopes)],
      allowedNetworks,
      remainingUses: maxUses,
      hourlyLimit,
      expiresAt,
      replacesKeyId: null,
    }),
  );
  return { key, apiKey: toApiKey(row, now) };
}
