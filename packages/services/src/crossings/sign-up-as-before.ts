import { AppError, emailKey, type SignedUpAsBefore, type SignUpAsBeforeInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { asc, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { createRestaurant, createUser, emailTaken } from "../identity/create-account.ts";
import { passwordSeenByBcrypt } from "../identity/password-spellings.ts";
import type { Ctx } from "../runtime/context.ts";
import { passwordNotText } from "./password-not-text.ts";

/**
 * Makes an account for an old API that asked nothing of e-mail address and password: any text is taken, and an address that
 * differs from another by its spelling alone is a second account. All or nothing. Throws `EMAIL_TAKEN`, and
 * `SIGN_UP_RACED` to the slower of two at once, `PASSWORD_NOT_TEXT`.
 */
export async function signUpAsBefore(ctx: Ctx, input: SignUpAsBeforeInput): Promise<SignedUpAsBefore> {
  if (await isTaken(ctx.db, input.email)) throw emailTaken();
  if (input.password === null) throw passwordNotText();
  const passwordHash = await ctx.passwords.hash(passwordSeenByBcrypt(input.password));
  const create = () => ctx.db.transaction((tx) => createAccount(tx, ctx, { ...input, passwordHash }));
  try {
    return await create();
  } catch (error) {
    if (!(error instanceof AppError && error.reason === "EMAIL_TAKEN")) throw error;
    if (await isTaken(ctx.db, input.email)) throw raced(error);
    // Somebody took another spelling of the address meanwhile, which is no hindrance.
    return create();
  }
}

async function isTaken(db: Db, email: string): Promise<boolean> {
  const { user } = db.tables;
  return (await db.$count(user, eq(user.email, email))) > 0;
}

async function createAccount(
  tx: Db,
  ctx: Ctx,
  input: Omit<SignUpAsBeforeInput, "password"> & { passwordHash: string },
): Promise<SignedUpAsBefore> {
  const { email, passwordHash, system } = input;
  const key = emailKey(email);
  const isKeyFree = (await tx.$count(tx.tables.user, eq(tx.tables.user.emailKey, key))) === 0;
  const { userId } = await createUser(tx, ctx, {
    email,
    emailKey: isKeyFree ? key : `raw:${email}`,
    passwordHash,
    role: "restaurant",
  });
  const { restaurantId } = await createRestaurant(tx, ctx, { ...input.restaurant, ownerUserId: userId });
  const subject = { type: "user", id: userId };
  await recordAudit(tx, ctx, { action: "legacy-token.create", subject, actor: { userId }, details: { system } });
  return { userId, restaurantId, taskIds: await taskIds(tx, restaurantId) };
}

/** Ids that were made one after the other sort in that order. */
async function taskIds(tx: Db, restaurantId: string): Promise<string[]> {
  const { task } = tx.tables;
  const rows = await tx.select({ id: task.id }).from(task).where(eq(task.restaurantId, restaurantId)).orderBy(asc(task.id));
  return rows.map(({ id }) => id);
}

function raced(cause: unknown): AppError {
  return new AppError({
    code: "CONFLICT",
    reason: "SIGN_UP_RACED",
    message: "Somebody has made an account with this e-mail address at the same moment.",
    cause,
  });
}
