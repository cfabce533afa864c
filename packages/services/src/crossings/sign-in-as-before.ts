import { type AccountAsBefore, AppError, emailKey, type SignInAsBeforeInput } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { checkCredentials, credentialsWrong, isRefusal, recordSignInFailure } from "../identity/check-credentials.ts";
import { findFactor } from "../identity/factors/find-factor.ts";
import { passwordSpellings } from "../identity/password-spellings.ts";
import type { Ctx } from "../runtime/context.ts";
import { passwordNotText } from "./password-not-text.ts";

/**
 * Checks an e-mail address, compared exactly, and a password for an old API, which makes its own token: no session is
 * started here. A weaker stored hash is renewed. Throws `CREDENTIALS_WRONG`, `SIGN_IN_LOCKED` after too many of them over
 * any door, `PASSWORD_NOT_TEXT` where there is such an account, and to the user alone `ACCOUNT_DISABLED`, and
 * `SECOND_FACTOR_DUE`, because no old API can ask for one.
 */
export async function signInAsBefore(ctx: Ctx, { system, email, password }: SignInAsBeforeInput): Promise<AccountAsBefore> {
  const { user: table } = ctx.db.tables;
  const [user] = await ctx.db.select().from(table).where(eq(table.email, email));
  if (password === null) throw user ? passwordNotText() : credentialsWrong();
  // What bcrypt sees of it first: so it is renewed, and every spelling that got in before still does.
  const [whole, ...seen] = passwordSpellings(password);
  const [first, ...rest] = [...seen, whole];
  const attempt = { user: user ?? null, emailKey: emailKey(email), door: system, spellings: [first, ...rest] as const };
  return checkCredentials(ctx, attempt, async ({ userId, settle }) => {
    if (await findFactor(ctx.db, userId)) {
      const due = secondFactorDue();
      await recordSignInFailure(ctx, attempt, { reason: due.reason });
      throw due;
    }
    await tolerateReadOnly(ctx, () =>
      ctx.db.transaction(async (tx) => {
        await settle(tx);
        const subject = { type: "user", id: userId };
        await recordAudit(tx, ctx, { action: "legacy-token.create", subject, actor: { userId }, details: { system } });
      }),
    );
    return { userId };
  });
}

function secondFactorDue(): AppError {
  return new AppError({
    code: "FORBIDDEN",
    reason: "SECOND_FACTOR_DUE",
    message: "This account has a second factor. Please sign in with the web app.",
  });
}

/** Whoever knows the password gets in, also while nothing can be written. */
async function tolerateReadOnly(ctx: Ctx, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isRefusal(error)) throw error;
    ctx.logger.warn({ err: error, requestId: ctx.requestId }, "a sign-in could neither be recorded nor its password hash renewed");
  }
}
