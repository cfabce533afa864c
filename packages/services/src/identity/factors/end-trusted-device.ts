import { AppError, type EndTrustedDeviceInput } from "@causeway/contract";
import { and, eq } from "drizzle-orm";
import { recordAudit } from "../../audit/record.ts";
import { requireOwnSession } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { forgetTrustedDevices } from "./trusted-devices.ts";

/** The second factor is asked for again on this browser. Throws `TRUSTED_DEVICE_NOT_FOUND`, also for anybody else's. */
export async function endTrustedDevice(ctx: Ctx, { id }: EndTrustedDeviceInput): Promise<void> {
  const { userId } = requireOwnSession(ctx);
  await ctx.db.transaction(async (tx) => {
    const { trustedDevice: table } = tx.tables;
    const ended = await tx
      .delete(table)
      .where(and(eq(table.id, id), eq(table.userId, userId)))
      .returning({ id: table.id });
    if (ended.length === 0) {
      throw new AppError({ code: "NOT_FOUND", reason: "TRUSTED_DEVICE_NOT_FOUND", message: "This device does not exist." });
    }
    await recordAudit(tx, ctx, { action: "trusted-device.end", subject: { type: "trusted-device", id } });
  });
}

/** The same for every browser of the caller; returns how many there were. */
export async function endTrustedDevices(ctx: Ctx): Promise<{ ended: number }> {
  const { userId } = requireOwnSession(ctx);
  return ctx.db.transaction(async (tx) => {
    const ended = await forgetTrustedDevices(tx, userId);
    if (ended > 0)
      await recordAudit(tx, ctx, { action: "trusted-device.end-all", subject: { type: "user", id: userId }, details: { ended } });
    return { ended };
  });
}
