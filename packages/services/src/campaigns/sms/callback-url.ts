import type { Ctx } from "../../runtime/context.ts";

export const SMS_CALLBACK_PATH = "/callbacks/sms";

/**
 * Where the provider reports on a message: it names the message, so that a report which overtakes the answer to sending it still
 * finds it. Nothing where the provider could not reach us.
 */
export function callbackUrl({ publicUrl }: Pick<Ctx, "publicUrl">, messageId: string): { statusUrl?: string } {
  return publicUrl.startsWith("https://") ? { statusUrl: `${publicUrl}${SMS_CALLBACK_PATH}?message=${messageId}` } : {};
}
