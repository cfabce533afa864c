import type { AccountAsBefore, SignInAsBeforeInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { checkCredentials, credentialsWrong } from "../identity/check-credentials.ts";
import { passwordSpellings } from "../identity/password-spellings.ts";
import type { Ctx } from "../runtime/context.ts";
import { passwordNotText } from "./password-not-text.ts";

/**
 * Checks an e-mail address, compared exactly, and a password for an old API, which makes its own token: no session is
 * started here. A weaker stored hash is renewed. Throws `CREDENTIALS_WRONG`, `PASSWORD_NOT_TEXT` where there is such an
 * account, and `ACCOUNT_DISABLED` to the user alone.
 */
export async function signInAsBefore(ctx: Ctx, { system, email, password }: SignInAsBeforeInput): Promise<AccountAsBefore> {
  const { user: table } = ctx.db.tables;
  const [user] = await ctx.db.select().from(table).where(eq(table.email, email));
  if (password === null) throw user ? passwordNotText() : credentialsWrong();
  // What bcrypt sees of it first: so it is renewed, and every spelling that got in before still does.
  const [whole, ...seen] = passwordSpellings(password);
  const [first, ...rest] = [...seen, whole];
  const { userId, applyRehash } = await checkCredentials(ctx, user ?? null, [first, ...rest]);
  await tolerateReadOnly(ctx, () =>
    ctx.db.transaction(async (tx) => {
      await applyRehash(tx);
      const subject = { type: "user", id: userId };
      await recordAudit(tx, ctx, { action: "legacy-token.create", subject, actor: { userId }, details: { system } });
    }),
  );
  return { userId };
}

/** Whoever knows the password gets in, also while nothing can be written. */
async function tolerateReadOnly(ctx: Ctx, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    ctx.logger.warn({ err: error, requestId: ctx.requestId }, "a sign-in could neither be recorded nor its password hash renewed");
  }
}
