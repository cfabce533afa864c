import { DONE, type Done, type ResetPasswordInput } from "@causeway/contract";
import { rememberBrowser, resetPassword } from "@causeway/services";
import type { RouterContext } from "../core/context.ts";

/** Whoever opened the mail here is known here: strangers who lock the account again do not keep them out. */
export async function resetPasswordHere(ctx: RouterContext, input: ResetPasswordInput): Promise<Done> {
  const { userId } = await resetPassword(ctx, input);
  ctx.cookies?.rememberBrowser(rememberBrowser(ctx, userId));
  return DONE;
}
