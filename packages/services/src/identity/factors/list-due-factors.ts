import type { FactorMethod } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";
import { findFactor } from "./find-factor.ts";
import { useTrustedDevice } from "./trusted-devices.ts";

/** What the user has to give after the password; nothing without a second factor, or on a trusted device. */
export async function listDueFactors(tx: Db, ctx: Ctx, userId: string): Promise<FactorMethod[]> {
  if (!(await findFactor(tx, userId)) || (await useTrustedDevice(tx, ctx, userId))) return [];
  const { backupCode } = tx.tables;
  const left = await tx.$count(backupCode, and(eq(backupCode.userId, userId), isNull(backupCode.usedAt)));
  return left > 0 ? ["totp", "backup-code"] : ["totp"];
}
