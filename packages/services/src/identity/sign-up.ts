import { AppError, emailKey, type FinishSignUpInput, type SignUpInput, type StartSignUpInput } from "@causeway/contract";
import { z } from "zod";
import { recordAudit } from "../audit/record.ts";
import { defineJob } from "../jobs/job.ts";
import { mayMail } from "../mail/may-mail.ts";
import { sendMail } from "../mail/send-mail.ts";
import type { Ctx } from "../runtime/context.ts";
import { createRestaurant, createUser, emailTaken } from "./create-account.ts";
import { type StartedSession, withAccessToken } from "./create-session.ts";
import { findUserByEmail } from "./internal.ts";
import { openSession } from "./open-session.ts";
import { originOf, StoredOrigin, storeOrigin } from "./origin.ts";
import { requireGoodPassword } from "./password-rules.ts";
import { recordSignInAttempt } from "./sign-in-attempts.ts";
import { createSignUpLink, readSignUpToken } from "./sign-up-tokens.ts";
import { sendVerification } from "./verify-email.ts";

/**
 * Makes a user with a restaurant and its default tasks, and signs them in; all or nothing. A link that confirms the address
 * is mailed. Throws `EMAIL_TAKEN`, `PASSWORD_COMMON`, and `SIGN_UP_BY_MAIL` where the operator wants the address confirmed
 * first.
 */
export async function signUp(ctx: Ctx, input: Omit<SignUpInput, "delivery">): Promise<StartedSession> {
  if (ctx.signUpMode === "by-mail") {
    throw new AppError({
      code: "FORBIDDEN",
      reason: "SIGN_UP_BY_MAIL",
      message: "Signing up starts with a link that is sent to your e-mail address.",
    });
  }
  return createSignedUp(ctx, input, { isVerified: false });
}

/**
 * Has a link sent with which the sign-up goes on; to an address that has an account, a mail that says so. The answer, and the
 * time that it takes, are the same.
 */
export async function startSignUp(ctx: Ctx, { email }: StartSignUpInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await recordAudit(tx, ctx, { action: "user.start-sign-up" });
    await ctx.jobs.enqueue(tx, sendSignUpJob, { email, origin: storeOrigin(ctx) });
  });
}

export const sendSignUpJob = defineJob({
  name: "account.send-sign-up",
  payload: z.object({ email: z.string(), origin: StoredOrigin }),
  async run(run, { email, origin }) {
    const link = await createSignUpLink(run, email);
    await run.db.transaction(async (tx) => {
      const owner = await findUserByEmail(tx, email);
      const to = owner?.email ?? email;
      if (!(await mayMail(tx, run, { to, template: owner ? "sign-up-again" : "verify-email" }))) return;
      if (owner) await sendMail(tx, run, { to, userId: owner.id, template: "sign-up-again", data: originOf(run, origin) });
      else await sendMail(tx, run, { to, userId: null, template: "verify-email", data: link });
    });
  },
});

/** As `signUp`, for the address that the link was sent to. Throws `LINK_INVALID`, `EMAIL_TAKEN`, `PASSWORD_COMMON`. */
export async function finishSignUp(ctx: Ctx, { token, ...input }: Omit<FinishSignUpInput, "delivery">): Promise<StartedSession> {
  const email = await readSignUpToken(ctx, token);
  return createSignedUp(ctx, { ...input, email }, { isVerified: true });
}

async function createSignedUp(
  ctx: Ctx,
  { email, password, restaurant: { name, address, phone } }: Omit<SignUpInput, "delivery">,
  { isVerified }: { isVerified: boolean },
): Promise<StartedSession> {
  await requireGoodPassword(password, { email, restaurantNames: [name] });
  // Before the costly hash; the unique index decides between two at once.
  if (await findUserByEmail(ctx.db, email)) throw emailTaken();
  const passwordHash = await ctx.passwords.hash(password);
  const seed = await ctx.db.transaction(async (tx) => {
    const { userId } = await createUser(tx, ctx, {
      email,
      emailKey: emailKey(email),
      emailVerifiedAt: isVerified ? ctx.clock() : null,
      passwordHash,
      role: "restaurant",
    });
    await createRestaurant(tx, ctx, { ownerUserId: userId, name, address: address ?? null, phone: phone ?? null });
    if (!isVerified) await sendVerification(tx, ctx, { userId, email });
    await recordSignInAttempt(tx, ctx, { userId, emailKey: emailKey(email), door: "web", reason: null });
    return openSession(tx, ctx, { userId });
  });
  return withAccessToken(ctx, seed);
}
