import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, gt, isNull, or } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { getUser } from "../identity/internal.ts";
import { originOf } from "../identity/origin.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import type { ApiKeyRow } from "./internal.ts";
import { createKeyText } from "./key-text.ts";

/** Keys of one user that work at the same time. */
const MAX_KEYS = 50;

export type NewKey = Pick<
  ApiKeyRow,
  "userId" | "name" | "scopes" | "allowedNetworks" | "remainingUses" | "hourlyLimit" | "expiresAt" | "replacesKeyId"
>;

/** Makes a key in the caller's transaction, and tells its user by mail. Throws `API_KEY_COUNT`. */
export async function storeKey(tx: Db, ctx: Ctx, values: NewKey): Promise<{ key: string; row: ApiKeyRow }> {
  const { apiKey } = tx.tables;
  const now = ctx.clock();
  const isOpen = and(isNull(apiKey.revokedAt), or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, now)));
  if ((await tx.$count(apiKey, and(eq(apiKey.userId, values.userId), isOpen))) >= MAX_KEYS) {
    throw new AppError({
      code: "CONFLICT",
      reason: "API_KEY_COUNT",
      message: `You have ${MAX_KEYS} API keys already. Revoke those that are not used any more.`,
    });
  }
  const { key, prefix, hash } = createKeyText();
  const [row] = await tx
    .insert(apiKey)
    .values({ ...values, prefix, hash, createdAt: now })
    .returning();
  if (!row) throw new Error("the database returned no key");
  const { email } = await getUser(tx, values.userId);
  await recordAudit(tx, ctx, {
    action: values.replacesKeyId === null ? "api-key.create" : "api-key.rotate",
    subject: { type: "api-key", id: row.id },
    details: { prefix, scopes: values.scopes.join(" "), ...(values.replacesKeyId ? { replaces: values.replacesKeyId } : {}) },
  });
  const data = { ...originOf(ctx), name: values.name, prefix };
  await sendMail(tx, ctx, { to: email, userId: values.userId, template: "api-key-created", data });
  return { key, row };
}
