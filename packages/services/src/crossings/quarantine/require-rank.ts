import { AppError } from "@causeway/contract";
import type { Db } from "@causeway/db";
import { eq } from "drizzle-orm";
import type { Ctx } from "../../runtime/context.ts";

/**
 * Whoever corrects an account must not make one that may do more than they may themselves. Rows that are no accounts pass.
 * Throws `USER_RANK`, which ends the transaction that imported it.
 */
export async function requireRankOfAccount(tx: Db, { principal }: Pick<Ctx, "principal">, newId: string): Promise<void> {
  if (principal.kind !== "user") return;
  const { user, role } = tx.tables;
  const [account] = await tx
    .select({ rank: role.rank })
    .from(user)
    .innerJoin(role, eq(role.key, user.roleKey))
    .where(eq(user.id, newId));
  if (!account || account.rank <= principal.rank) return;
  const message = "This account would have a higher role than yours; somebody with that role has to correct it.";
  throw new AppError({ code: "FORBIDDEN", reason: "USER_RANK", message });
}
