import { Id } from "@causeway/contract";
import type { SignedRequest } from "@causeway/providers";
import type { Ctx } from "../../runtime/context.ts";
import { applyIncomingSms } from "./apply-incoming.ts";
import { applySmsReport } from "./apply-report.ts";

/**
 * Takes a call of the text message service: a report, or what a customer replied. Throws `ProviderError` (`refused`) where its
 * signature is wrong. False for a report about a message we do not know, which the service should bring again later.
 */
export async function handleSmsCallback(ctx: Ctx, request: SignedRequest): Promise<boolean> {
  const callback = await ctx.providers.sms.readCallback(request);
  if (callback === null) return true;
  if (callback.kind === "report") {
    const messageId = Id.safeParse(new URL(request.url).searchParams.get("message")).data;
    return applySmsReport(ctx, callback, messageId);
  }
  await applyIncomingSms(ctx, callback);
  return true;
}
