import { AppError, type TotpSetup } from "@causeway/contract";
import { isNull } from "drizzle-orm";
import { requireRecentProof } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { getUser } from "../internal.ts";
import { createTotpSecret, provisioningUri, TOTP_DEFAULTS } from "./totp.ts";

export function factorExists(): AppError {
  return new AppError({
    code: "CONFLICT",
    reason: "FACTOR_EXISTS",
    message: "Your account has an authenticator app already. Turn it off first to set up another one.",
  });
}

/**
 * Gives the caller a new secret for an authenticator app, in the place of one that was not confirmed. It guards nothing
 * before `confirmTotp`. Throws `FACTOR_EXISTS`, `PROOF_NEEDED`.
 */
export async function beginTotp(ctx: Ctx): Promise<TotpSetup> {
  const { userId } = await requireRecentProof(ctx);
  const { email } = await getUser(ctx.db, userId);
  const settings = { ...TOTP_DEFAULTS, secret: createTotpSecret() };
  const { totpFactor: table } = ctx.db.tables;
  const stored = { ...settings, secret: ctx.cipher.encrypt("totp_factor.secret", settings.secret, userId), createdAt: ctx.clock() };
  const begun = await ctx.db
    .insert(table)
    .values({ userId, ...stored })
    .onConflictDoUpdate({ target: table.userId, set: stored, setWhere: isNull(table.confirmedAt) })
    .returning({ userId: table.userId });
  if (begun.length === 0) throw factorExists();
  return { secret: settings.secret, uri: provisioningUri(settings, email) };
}
