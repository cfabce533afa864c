import { createHash, randomBytes } from "node:crypto";
import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { and, eq, gt, gte, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "../runtime/context.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a link in a mail is for, and how long it is good, in milliseconds. */
export const TOKEN_PURPOSES = {
  "verify-email": { lifetimeMs: DAY, path: "/verify-email" },
  "reset-password": { lifetimeMs: 60 * MINUTE, path: "/reset-password" },
  "change-email": { lifetimeMs: 60 * MINUTE, path: "/confirm-email" },
  "undo-email-change": { lifetimeMs: 7 * DAY, path: "/undo-email-change" },
  "restore-account": { lifetimeMs: 14 * DAY, path: "/restore-account" },
} as const;

export type TokenPurpose = keyof typeof TOKEN_PURPOSES;

/** Mails of one purpose to one account within an hour; who asks for more is answered as before and gets none. */
const MAILS_PER_HOUR = 3;

/** What each token is about: the address that it was sent to, or that it is to bring. */
const TokenData = z.object({ email: z.string() });

const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");

export function linkInvalid(): AppError {
  return new AppError({
    code: "BAD_REQUEST",
    reason: "LINK_INVALID",
    message: "This link is not valid (any more). Please ask for a new one.",
  });
}

/** True while the account may be sent another link of this purpose. */
export async function mayMailLink(tx: Db, ctx: Ctx, input: { userId: string; purpose: TokenPurpose }): Promise<boolean> {
  const { oneTimeToken: table } = tx.tables;
  const since = new Date(ctx.clock().getTime() - 60 * MINUTE);
  const recent = and(eq(table.userId, input.userId), eq(table.purpose, input.purpose), gt(table.createdAt, since));
  return (await tx.$count(table, recent)) < MAILS_PER_HOUR;
}

/**
 * A link with a new token of 256 bits behind its `#`, which no server and no log on the way sees. Only the token's hash is
 * stored.
 */
export async function createLink(
  tx: Db,
  ctx: Ctx,
  input: { userId: string; purpose: TokenPurpose; email: string },
): Promise<{ link: string; validMinutes: number }> {
  const { lifetimeMs, path } = TOKEN_PURPOSES[input.purpose];
  const token = randomBytes(32).toString("base64url");
  const now = ctx.clock();
  await tx.insert(tx.tables.oneTimeToken).values({
    hash: hashOf(token),
    userId: input.userId,
    purpose: input.purpose,
    data: { email: input.email } satisfies z.infer<typeof TokenData>,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs),
  });
  return { link: `${ctx.publicUrl}${path}#token=${token}`, validMinutes: lifetimeMs / MINUTE };
}

const isOpen = ({ tables: { oneTimeToken: table } }: Db, ctx: Ctx, input: { token: string; purpose: TokenPurpose }) =>
  and(
    eq(table.hash, hashOf(input.token)),
    eq(table.purpose, input.purpose),
    isNull(table.usedAt),
    gt(table.expiresAt, ctx.clock()),
  );

/** Whose token this is, without using it up; for checks that come before a costly hash. Throws `LINK_INVALID`. */
export async function readToken(ctx: Ctx, input: { token: string; purpose: TokenPurpose }) {
  const { oneTimeToken: table } = ctx.db.tables;
  const [row] = await ctx.db
    .select({ userId: table.userId, data: table.data })
    .from(table)
    .where(isOpen(ctx.db, ctx, input));
  if (!row) throw linkInvalid();
  return { userId: row.userId, ...TokenData.parse(row.data) };
}

/** Uses a token up, and with it the others of its purpose: of any number of requests at once, one gets it. Throws `LINK_INVALID`. */
export async function takeToken(tx: Db, ctx: Ctx, input: { token: string; purpose: TokenPurpose }) {
  const { oneTimeToken: table } = tx.tables;
  const [row] = await tx
    .update(table)
    .set({ usedAt: ctx.clock() })
    .where(isOpen(tx, ctx, input))
    .returning({ userId: table.userId, data: table.data, createdAt: table.createdAt });
  if (!row) throw linkInvalid();
  // The way back to an earlier address stays open: whoever changed it again must not be able to close it.
  const since = input.purpose === "undo-email-change" ? row.createdAt : undefined;
  await voidTokens(tx, ctx, { userId: row.userId, purposes: [input.purpose], since });
  return { userId: row.userId, ...TokenData.parse(row.data) };
}

/** Makes the open links of these purposes worthless; with `since`, those that were made from then on. */
export async function voidTokens(
  tx: Db,
  ctx: Ctx,
  input: { userId: string; purposes: readonly TokenPurpose[]; since?: Date | undefined },
): Promise<void> {
  const { oneTimeToken: table } = tx.tables;
  const isMeant = input.since && gte(table.createdAt, input.since);
  for (const purpose of input.purposes) {
    const open = and(eq(table.userId, input.userId), eq(table.purpose, purpose), isNull(table.usedAt), isMeant);
    await tx.update(table).set({ usedAt: ctx.clock() }).where(open);
  }
}
