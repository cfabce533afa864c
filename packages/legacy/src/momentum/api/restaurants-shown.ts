import type { Restaurant, RestaurantSummary } from "@causeway/contract";
import { encodeOldRow, type OldRow, toOldRows } from "@causeway/migrate";
import type { OldUser } from "@causeway/services";
import { restaurants } from "../data/restaurants.ts";
import { users } from "../data/users.ts";
import type { MomentumTools } from "../tools.ts";

/** The user's restaurant with the lowest old id: the only one that the old server knew of. */
export async function firstRestaurant({ restaurants: own }: OldUser, { ids }: Pick<MomentumTools, "ids">) {
  const unknown = own.filter(({ oldId }) => oldId === null).map(({ id }) => id);
  const given = unknown.length === 0 ? null : await ids.records(restaurants.kind, unknown.toSorted());
  const numbered = own.map(({ id, oldId }) => ({ id, oldId: Number(oldId ?? given?.get(id)?.oldId) }));
  return numbered.toSorted((left, right) => left.oldId - right.oldId)[0] ?? null;
}

/** A restaurant's row as the old database had it. */
export async function showRestaurant({ ids }: Pick<MomentumTools, "ids">, restaurant: Restaurant): Promise<OldRow | null> {
  const [row] = await toOldRows({ ids, mapping: restaurants, rows: [restaurant] });
  return row ?? null;
}

/** Rows of restaurants with their owners' address and day of sign-up; those without an owner are left out. */
export async function showWithOwners({ ids }: Pick<MomentumTools, "ids">, rows: readonly RestaurantSummary[]): Promise<OldRow[]> {
  const owned = rows.filter(({ ownerUserId }) => ownerUserId !== null);
  const [shown, owners] = await Promise.all([
    toOldRows({ ids, mapping: restaurants, rows: owned }),
    ids.records(
      users.kind,
      owned.flatMap(({ ownerUserId }) => ownerUserId ?? []),
    ),
  ]);
  return shown.flatMap((row, at) => {
    const { ownerUserId, ownerEmail, ownerSignedUpAt } = owned[at] ?? {};
    const record = owners.get(ownerUserId ?? "");
    if (!record) return [];
    const owner = encodeOldRow({
      mapping: users,
      row: { email: ownerEmail, createdAt: ownerSignedUpAt },
      record,
      resolveOldId: () => null,
    });
    return { ...row, email: owner["email"] ?? null, signup_date: owner["created_at"] ?? null };
  });
}
