import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { getUser } from "../identity/internal.ts";
import { getStanding, isBelow, type Standing } from "../roles/internal.ts";
import type { Ctx } from "../runtime/context.ts";

export type TargetUser = Awaited<ReturnType<typeof getUser>>;

export function canManage(standing: Standing, target: Pick<TargetUser, "id" | "rank">): boolean {
  return target.id !== standing.userId && isBelow(standing, target.rank);
}

/** The user that the caller is to decide about. Throws `USER_NOT_FOUND`, `USER_IS_YOURSELF`, `USER_RANK`. */
export async function getManagedUser(tx: Db, ctx: Ctx, id: string): Promise<{ standing: Standing; target: TargetUser }> {
  const standing = await getStanding(tx, ctx, "user:manage");
  const target = await getUser(tx, id);
  if (target.id === standing.userId) {
    throw new AppError({ code: "CONFLICT", reason: "USER_IS_YOURSELF", message: "You cannot do this to your own account here." });
  }
  if (!canManage(standing, target)) {
    throw new AppError({ code: "FORBIDDEN", reason: "USER_RANK", message: "You may do this only for users of a lower rank." });
  }
  return { standing, target };
}
