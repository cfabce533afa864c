import { AppError, type FactorMethod } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";
import { type CountedTry, clearTries, countTry, takeBackTry } from "../sign-in-lock.ts";
import { findBackupCode, useBackupCode } from "./backup-codes.ts";
import { findFactor } from "./find-factor.ts";
import { findTotpStep } from "./totp.ts";

/** A code that is right, if nobody else is faster. */
interface RightCode {
  method: FactorMethod;
  /** Marks it as used. False when it was used meanwhile. */
  use(tx: Db): Promise<boolean>;
}

export function codeWrong(): AppError {
  return new AppError({
    code: "FORBIDDEN",
    reason: "CODE_WRONG",
    message: "The code is not right, or was used already. Wait for the next one, or use a backup code.",
  });
}

/** No step is accepted twice, nor one before it (RFC 6238, section 5.2), whoever asks at the same moment. */
async function useStep(tx: Db, userId: string, step: number): Promise<boolean> {
  const { totpFactor: table } = tx.tables;
  const isLater = or(isNull(table.lastStep), lt(table.lastStep, step));
  const used = await tx
    .update(table)
    .set({ lastStep: step })
    .where(and(eq(table.userId, userId), isLater))
    .returning({ userId: table.userId });
  return used.length > 0;
}

async function findRightCode(ctx: Ctx, userId: string, code: string): Promise<RightCode | null> {
  const factor = await findFactor(ctx.db, userId);
  if (!factor) return null;
  const secret = ctx.cipher.decrypt("totp_factor.secret", factor.secret, userId);
  const step = findTotpStep({ ...factor, secret }, code.replace(/\s/g, ""), ctx.clock());
  if (step !== null) return { method: "totp", use: (tx) => useStep(tx, userId, step) };
  const id = await findBackupCode(ctx, userId, code);
  return id === null ? null : { method: "backup-code", use: (tx) => useBackupCode(tx, ctx, id) };
}

export interface CodeTry {
  userId: string;
  code: string;
  /** What wrong tries are counted by; see `lockKeys`. */
  lockKey: string;
  /** Writes a wrong code down. */
  onWrong(counted: CountedTry): Promise<void>;
}

/**
 * Checks a code of the app or a backup code, and calls `open` in the transaction that uses it up. Wrong ones count with
 * wrong passwords. Throws `CODE_WRONG`, `SIGN_IN_LOCKED`.
 */
export async function checkCode<TResult>(
  ctx: Ctx,
  { userId, code, lockKey, onWrong }: CodeTry,
  open: (tx: Db, method: FactorMethod) => Promise<TResult>,
): Promise<TResult> {
  return ctx.turns.run(lockKey, async () => {
    const counted = await countTry(ctx, lockKey);
    const opened = await attempt(ctx, { userId, code, lockKey, open }).catch((error: unknown) =>
      takeBackTry(ctx.db, counted, error),
    );
    if (opened) return opened.result;
    await onWrong(counted);
    throw codeWrong();
  });
}

/** Null for a wrong code. */
async function attempt<TResult>(
  ctx: Ctx,
  { userId, code, lockKey, open }: Omit<CodeTry, "onWrong"> & { open: (tx: Db, method: FactorMethod) => Promise<TResult> },
): Promise<{ result: TResult } | null> {
  const right = await findRightCode(ctx, userId, code);
  if (!right) return null;
  return ctx.db.transaction(async (tx) => {
    if (!(await right.use(tx))) return null;
    await clearTries(tx, lockKey);
    return { result: await open(tx, right.method) };
  });
}
