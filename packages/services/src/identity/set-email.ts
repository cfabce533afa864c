import { emailKey } from "@causeway/contract";
import { type Db, isUniqueViolation } from "@causeway/db";
import { eq } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { emailTaken } from "./create-account.ts";

/** Gives a user an address that a mail has reached. Throws `EMAIL_TAKEN`. */
export async function setEmail(
  tx: Db,
  ctx: Ctx,
  { userId, email, ...columns }: { userId: string; email: string; passwordHash?: null },
): Promise<void> {
  const now = ctx.clock();
  try {
    await tx.transaction((inner) =>
      inner
        .update(inner.tables.user)
        .set({ email, emailKey: emailKey(email), emailVerifiedAt: now, updatedAt: now, ...columns })
        .where(eq(inner.tables.user.id, userId)),
    );
  } catch (error) {
    throw isUniqueViolation(error) ? emailTaken(error) : error;
  }
}
