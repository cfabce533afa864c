import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { currentRestaurantId } from "../identity/home-path.ts";
import { useMe } from "../identity/me-context.ts";
import { restaurantQuery } from "../restaurants/queries.ts";

export interface CurrentRestaurant {
  id: string;
  name: string | null;
  /** False for an administrator who looks at somebody else's. */
  isOwn: boolean;
}

/** The restaurant of this screen; on a screen without one, the user's own that was looked at last. */
export function useCurrentRestaurant(): CurrentRestaurant | null {
  const me = useMe();
  const { restaurantId } = useParams({ strict: false });
  const isForeign = restaurantId !== undefined && !me.restaurants.some(({ id }) => id === restaurantId);
  const { data, isError } = useQuery({ ...restaurantQuery(restaurantId ?? ""), enabled: isForeign });
  // An address that leads to no restaurant leaves the user's own in the navigation.
  const id = isError || restaurantId === undefined ? currentRestaurantId(me) : restaurantId;
  const own = me.restaurants.find((restaurant) => restaurant.id === id);
  if (id === null) return null;
  return { id, name: own?.name ?? data?.name ?? null, isOwn: own !== undefined };
}
