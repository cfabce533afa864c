import { emailKey } from "@causeway/contract";
import type { Ctx } from "../runtime/context.ts";
import { createUser } from "./create-account.ts";
import { requireGoodPassword } from "./password-rules.ts";

/** Makes an administrator; for the operator's command line. Throws `EMAIL_TAKEN`, `PASSWORD_COMMON`. */
export async function createAdmin(ctx: Ctx, input: { email: string; password: string }): Promise<{ userId: string }> {
  await requireGoodPassword(input.password, { email: input.email });
  const passwordHash = await ctx.passwords.hash(input.password);
  return ctx.db.transaction((tx) =>
    createUser(tx, ctx, { email: input.email, emailKey: emailKey(input.email), passwordHash, role: "admin" }),
  );
}
