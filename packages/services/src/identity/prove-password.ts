import { AppError } from "@causeway/contract";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import type { Ctx, UserPrincipal } from "../runtime/context.ts";
import { passwordSpellings } from "./password-spellings.ts";
import { clearTries, countTry, lockKeys, takeBackTry } from "./sign-in-lock.ts";

/**
 * Checks the password of the user of an open session and returns the hash that it fits. Wrong tries count for this session
 * alone: strangers cannot keep the owner out, and a stolen session cannot guess. Throws `PASSWORD_WRONG`, `SIGN_IN_LOCKED`.
 */
export async function provePassword(
  ctx: Ctx,
  { userId, sessionId }: Pick<UserPrincipal, "userId"> & { sessionId: string },
  password: string,
): Promise<string> {
  const { user } = ctx.db.tables;
  const key = lockKeys.session(sessionId);
  return ctx.turns.run(key, async () => {
    const counted = await countTry(ctx, key);
    const [row] = await ctx.db.select({ hash: user.passwordHash }).from(user).where(eq(user.id, userId));
    const hash = row?.hash ?? null;
    const isRight = await fits(ctx, password, hash).catch((error: unknown) => takeBackTry(ctx.db, counted, error));
    if (isRight && hash !== null) {
      await clearTries(ctx.db, key);
      return hash;
    }
    await recordAudit(ctx.db, ctx, {
      action: "session.prove",
      result: "failure",
      subject: { type: "session", id: sessionId },
      details: { reason: "PASSWORD_WRONG", locks: counted.isLast },
    });
    throw new AppError({ code: "FORBIDDEN", reason: "PASSWORD_WRONG", message: "The password is not right." });
  });
}

async function fits({ passwords }: Ctx, password: string, hash: string | null): Promise<boolean> {
  for (const spelling of passwordSpellings(password)) if ((await passwords.verify(spelling, hash)).ok) return true;
  return false;
}
