import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import { forgetTrustedDevices } from "./trusted-devices.ts";

/** Takes everything of the second factor off an account: app, backup codes, trusted devices. False when there was none. */
export async function removeFactor(tx: Db, userId: string): Promise<boolean> {
  const { totpFactor, backupCode, signInChallenge } = tx.tables;
  const removed = await tx
    .delete(totpFactor)
    .where(eq(totpFactor.userId, userId))
    .returning({ confirmedAt: totpFactor.confirmedAt });
  await tx.delete(backupCode).where(eq(backupCode.userId, userId));
  await tx.delete(signInChallenge).where(eq(signInChallenge.userId, userId));
  await forgetTrustedDevices(tx, userId);
  return removed.some(({ confirmedAt }) => confirmedAt !== null);
}
