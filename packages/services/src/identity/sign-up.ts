import { emailKey, type SignUpInput } from "@causeway/contract";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { createRestaurant, createUser, emailTaken } from "./create-account.ts";
import { createSession, type StartedSession, withAccessToken } from "./create-session.ts";
import { findUserByEmail } from "./internal.ts";

/** Makes a user with a restaurant and its default tasks, and signs them in; all or nothing. Throws `EMAIL_TAKEN`. */
export async function signUp(ctx: Ctx, input: Omit<SignUpInput, "delivery">): Promise<StartedSession> {
  // Before the costly hash; the unique index decides between two at once.
  if (await findUserByEmail(ctx.db, input.email)) throw emailTaken();
  const passwordHash = await ctx.passwords.hash(input.password);
  const seed = await ctx.db.transaction(async (tx) => {
    const { userId } = await createUser(tx, ctx, {
      email: input.email,
      emailKey: emailKey(input.email),
      passwordHash,
      role: "restaurant",
    });
    const { name, address, phone } = input.restaurant;
    await createRestaurant(tx, ctx, { ownerUserId: userId, name, address: address ?? null, phone: phone ?? null });
    const session = await createSession(tx, ctx, { userId });
    await recordAudit(tx, ctx, {
      action: "session.create",
      subject: { type: "session", id: session.sessionId },
      actor: { userId },
    });
    return session;
  });
  return withAccessToken(ctx, seed);
}
