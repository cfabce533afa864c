import { AppError, emailKey, type SignedUpAsBefore, type SignUpAsBeforeInput } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { asc, eq } from "drizzle-orm";
import { recordAudit } from "../audit/record.ts";
import { createRestaurant, createUser, emailTaken } from "../identity/create-account.ts";
import { passwordSeenByBcrypt } from "../identity/password-spellings.ts";
import type { Ctx } from "../runtime/context.ts";
import { allocateOldIds } from "./old-ids.ts";

/**
 * Makes an account for an old API that asked nothing of e-mail address and password: any text is taken, and an address that
 * differs from another by its spelling alone is a second account. All or nothing. Throws `EMAIL_TAKEN`, and
 * `SIGN_UP_RACED` to the slower of two at once.
 */
export async function signUpAsBefore(ctx: Ctx, input: SignUpAsBeforeInput): Promise<SignedUpAsBefore> {
  const { user } = ctx.db.tables;
  const isTaken = async (db: Db) => (await db.$count(user, eq(user.email, input.email))) > 0;
  if (await isTaken(ctx.db)) throw emailTaken();
  const passwordHash = await ctx.passwords.hash(passwordSeenByBcrypt(input.password));

  return ctx.db.transaction(async (tx) => {
    if (await isTaken(tx)) throw raced();
    const key = emailKey(input.email);
    const isKeyFree = (await tx.$count(user, eq(user.emailKey, key))) === 0;
    const account = { email: input.email, emailKey: isKeyFree ? key : `raw:${input.email}`, passwordHash, role: "restaurant" } as const;
    const { userId } = await createUser(tx, ctx, account);
    const { restaurantId } = await createRestaurant(tx, ctx, { ...input.restaurant, ownerUserId: userId });
    await allocateOldIds(tx, input.of.users, [userId]);
    await allocateOldIds(tx, input.of.restaurants, [restaurantId]);
    await allocateOldIds(tx, input.of.tasks, await taskIds(tx, restaurantId));
    const details = { system: input.of.users.system };
    await recordAudit(tx, ctx, { action: "legacy-token.create", subject: { type: "user", id: userId }, actor: { userId }, details });
    return { oldUserId: await oldIdOf(tx, userId), oldRestaurantId: await oldIdOf(tx, restaurantId) };
  });
}
