import type { Me } from "@causeway/contract";
import { readStored, writeStored } from "../lib/stored.ts";
import { can } from "./session.ts";

/** The restaurant that was looked at last, if it is the user's, else the first one. */
export function currentRestaurantId(me: Me): string | null {
  const last = readStored("restaurant");
  return (me.restaurants.find(({ id }) => id === last) ?? me.restaurants[0])?.id ?? null;
}

export function rememberRestaurant(id: string): void {
  writeStored("restaurant", id);
}

/** Where a signed-in user starts; null when there is nothing they could see. */
export function homeOf(me: Me) {
  if (can(me, "platform:read")) return { to: "/admin" } as const;
  const restaurantId = currentRestaurantId(me);
  return restaurantId === null ? null : ({ to: "/restaurants/$restaurantId", params: { restaurantId } } as const);
}
