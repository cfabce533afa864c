import { and, gt, isNull, lt, ne, or } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { ACCESS_TOKEN_SECONDS } from "./access-tokens.ts";
import { insertSigningKey, KEYS_REREAD_MS } from "./signing-keys.ts";

/**
 * How long older keys still verify: the life of a token that a process signed just before it learned of the new key, and
 * as much again for clocks that differ.
 */
export const SIGNING_KEY_OVERLAP_MS = ACCESS_TOKEN_SECONDS * 1000 + 2 * KEYS_REREAD_MS;

export interface RotatedKeys {
  keyId: string;
  /** From when on no older key is taken. */
  oldKeysRetireAt: Date;
}

/**
 * Makes the key that signs from now on. Older ones verify until the last token of theirs has expired; with `endsOldKeys`,
 * for a key that somebody else may have, no longer: clients then renew their access tokens by their refresh tokens.
 */
export async function rotateSigningKeys(ctx: Ctx, { endsOldKeys = false }: { endsOldKeys?: boolean } = {}): Promise<RotatedKeys> {
  return ctx.db.transaction(async (tx) => {
    const { signingKey } = tx.tables;
    const now = ctx.clock();
    const oldKeysRetireAt = endsOldKeys ? now : new Date(now.getTime() + SIGNING_KEY_OVERLAP_MS);
    await tx.delete(signingKey).where(lt(signingKey.retiresAt, new Date(now.getTime() - SIGNING_KEY_OVERLAP_MS)));
    const keyId = await insertSigningKey(tx, ctx);
    await tx
      .update(signingKey)
      .set({ retiresAt: oldKeysRetireAt })
      .where(and(ne(signingKey.id, keyId), or(isNull(signingKey.retiresAt), gt(signingKey.retiresAt, oldKeysRetireAt))));
    await recordAudit(tx, ctx, {
      action: "signing-key.rotate",
      subject: { type: "signing-key", id: keyId },
      details: { endsOldKeys },
    });
    return { keyId, oldKeysRetireAt };
  });
}
