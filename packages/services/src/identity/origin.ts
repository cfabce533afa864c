import { z } from "zod";
import type { Ctx } from "../runtime/context.ts";

/** From where somebody asked for something that a job does later; for the mail that tells of it. */
export const StoredOrigin = z.object({
  at: z.iso.datetime(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  requestId: z.string(),
});
export type StoredOrigin = z.infer<typeof StoredOrigin>;

export function storeOrigin(ctx: Ctx): StoredOrigin {
  const { ip, requestId } = ctx;
  return { at: ctx.clock().toISOString(), ip, userAgent: ctx.userAgent?.slice(0, 400) ?? null, requestId };
}

/** As mails show it: of the request itself, or of the one that a job remembers. */
export function originOf(ctx: Ctx, stored?: StoredOrigin): { at: Date; ip: string | null; userAgent: string | null } {
  const { at, ip, userAgent } = stored ?? storeOrigin(ctx);
  return { at: new Date(at), ip, userAgent };
}
