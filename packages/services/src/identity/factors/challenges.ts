import { createHash, randomBytes } from "node:crypto";
import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, gt, isNull, lt } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";

/** How long after the password the second factor may come. */
export const CHALLENGE_MS = 5 * 60 * 1000;

export interface Challenge {
  userId: string;
  createdAt: Date;
}

const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");

export function challengeInvalid(): AppError {
  return new AppError({
    code: "UNAUTHORIZED",
    reason: "CHALLENGE_INVALID",
    message: "This sign-in has taken too long, or was completed already. Please begin again.",
  });
}

/** The time between a right password and the second factor. Removes challenges that nobody can answer any more. */
export async function createChallenge(tx: Db, ctx: Ctx, userId: string): Promise<{ challenge: string; expiresAt: Date }> {
  const { signInChallenge } = tx.tables;
  const now = ctx.clock();
  await tx.delete(signInChallenge).where(lt(signInChallenge.expiresAt, now));
  const challenge = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + CHALLENGE_MS);
  await tx.insert(signInChallenge).values({ hash: hashOf(challenge), userId, createdAt: now, expiresAt });
  return { challenge, expiresAt };
}

const open = ({ db: { tables }, clock }: Pick<Ctx, "db" | "clock">, challenge: string) => {
  const { hash, usedAt, expiresAt } = tables.signInChallenge;
  return and(eq(hash, hashOf(challenge)), isNull(usedAt), gt(expiresAt, clock()));
};

/** Throws `CHALLENGE_INVALID` for one that was answered, has expired, or never was. */
export async function getChallenge(ctx: Ctx, challenge: string): Promise<Challenge> {
  const { signInChallenge: table } = ctx.db.tables;
  const { userId, createdAt } = table;
  const [row] = await ctx.db.select({ userId, createdAt }).from(table).where(open(ctx, challenge));
  if (!row) throw challengeInvalid();
  return row;
}

/** Throws `CHALLENGE_INVALID` when another request was faster. */
export async function useChallenge(tx: Db, ctx: Ctx, challenge: string): Promise<void> {
  const { signInChallenge: table } = tx.tables;
  const used = await tx.update(table).set({ usedAt: ctx.clock() }).where(open(ctx, challenge)).returning({ hash: table.hash });
  if (used.length === 0) throw challengeInvalid();
}
