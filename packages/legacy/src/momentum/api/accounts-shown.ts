import { encodeOldRow, type OldRow } from "@causeway/migrate";
import type { CallAs } from "@causeway/rest";
import type { OldUser } from "@causeway/services";
import { restaurants } from "../data/restaurants.ts";
import { users } from "../data/users.ts";
import { type MomentumTools, SYSTEM } from "../tools.ts";
import { firstRestaurant, showRestaurant } from "./restaurants-shown.ts";

/** `user_id`, `email` and `role` as the old database had them; for restaurants also `restaurant`, null when there is none. */
export async function showAccount(
  user: OldUser,
  { tools, callAs }: { tools: MomentumTools; callAs: CallAs },
): Promise<Record<string, unknown>> {
  const { userId, role: roleKey } = user.principal;
  const record = (await tools.ids.records(users.kind, [userId])).get(userId);
  const row = { email: user.email, roleKey };
  const shown: OldRow = record ? encodeOldRow({ mapping: users, row, record, resolveOldId: () => null }) : {};
  // A role that only the old database knew had no restaurant there, whatever it became here.
  if (shown["role"] !== "restaurant") return shown;
  const first = await firstRestaurant(user, tools);
  const restaurant = first && (await callAs(user.principal).restaurants.get({ id: first.id }));
  return { ...shown, restaurant: restaurant && (await showRestaurant(tools, restaurant)) };
}

/**
 * Old ids of a new account, its restaurant and its tasks, all at once: sign-ups that run together each get the ids of one
 * sign-up. Before the very first, users that are there already get theirs: the old server's administrator was number 1.
 */
export async function giveOldIds(
  tools: MomentumTools,
  account: { userId: string; restaurantId: string; taskIds: readonly string[] },
) {
  const { runtime, idsOver } = tools;
  return runtime.db.transaction(async (tx) => {
    const ids = idsOver(tx);
    const { user, legacySequence } = tx.tables;
    const sequences = await tx.select().from(legacySequence);
    if (!sequences.some(({ system, kind }) => system === SYSTEM && kind === users.kind)) {
      const earlier = await tx.select({ id: user.id }).from(user).orderBy(user.createdAt, user.id);
      await ids.oldIds(
        users.kind,
        earlier.map(({ id }) => id),
      );
    }
    const [userId] = await ids.oldIds(users.kind, [account.userId]);
    const [restaurantId] = await ids.oldIds(restaurants.kind, [account.restaurantId]);
    await ids.oldIds("checklist_status", account.taskIds);
    return { userId, restaurantId };
  });
}
