import type { FactorStatus } from "@causeway/contract";
import { and, eq, isNull } from "drizzle-orm";
import { requireSession } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { findFactor } from "./find-factor.ts";

/** Whether the caller has a second factor. */
export async function getFactorStatus(ctx: Ctx): Promise<FactorStatus> {
  const { userId } = requireSession(ctx);
  const { backupCode } = ctx.db.tables;
  const factor = await findFactor(ctx.db, userId);
  const left = and(eq(backupCode.userId, userId), isNull(backupCode.usedAt));
  return { totpSince: factor?.confirmedAt ?? null, backupCodesLeft: factor ? await ctx.db.$count(backupCode, left) : 0 };
}
