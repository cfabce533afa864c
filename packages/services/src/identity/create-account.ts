import { AppError, type BuiltInRole, DEFAULT_TASKS } from "@causeway/contract";
import { type Db, isUniqueViolation } from "@causeway/db";
import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";

export interface NewAccount {
  email: string;
  emailKey: string;
  /** When a mail reached it; never, unless told. */
  emailVerifiedAt?: Date | null;
  passwordHash: string;
  role: BuiltInRole;
}

export interface NewRestaurant {
  name: string;
  address: string | null;
  phone: string | null;
}

export function emailTaken(cause?: unknown): AppError {
  return new AppError({
    code: "CONFLICT",
    reason: "EMAIL_TAKEN",
    message: "There is an account with this e-mail address already.",
    cause,
  });
}

/** Makes a user. Throws `EMAIL_TAKEN`, also for the slower of two at once. */
export async function createUser(tx: Db, ctx: Ctx, account: NewAccount): Promise<{ userId: string }> {
  const now = ctx.clock();
  const { role, ...columns } = account;
  try {
    const [row] = await tx.transaction((inner) =>
      inner
        .insert(inner.tables.user)
        .values({ ...columns, roleKey: role, passwordChangedAt: now, createdAt: now, updatedAt: now })
        .returning({ id: inner.tables.user.id }),
    );
    if (!row) throw new Error("the database returned no user");
    await recordAudit(tx, ctx, {
      action: "user.create",
      subject: { type: "user", id: row.id },
      actor: { userId: row.id },
      details: { role },
    });
    return { userId: row.id };
  } catch (error) {
    throw isUniqueViolation(error) ? emailTaken(error) : error;
  }
}

/** Makes a restaurant with its default tasks. */
export async function createRestaurant(
  tx: Db,
  ctx: Ctx,
  input: NewRestaurant & { ownerUserId: string },
): Promise<{ restaurantId: string }> {
  const now = ctx.clock();
  const { restaurant, task } = tx.tables;
  const [row] = await tx
    .insert(restaurant)
    .values({ ...input, createdAt: now, updatedAt: now })
    .returning({ id: restaurant.id });
  if (!row) throw new Error("the database returned no restaurant");
  await tx
    .insert(task)
    .values(DEFAULT_TASKS.map((title) => ({ restaurantId: row.id, title, isComplete: false, createdAt: now, updatedAt: now })));
  await recordAudit(tx, ctx, {
    action: "restaurant.create",
    subject: { type: "restaurant", id: row.id },
    actor: { userId: input.ownerUserId },
  });
  return { restaurantId: row.id };
}
