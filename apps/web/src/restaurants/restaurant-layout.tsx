import { isCausewayError } from "@causeway/client";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { NotFoundPage } from "../app/not-found-page.tsx";
import { rememberRestaurant } from "../identity/home-path.ts";
import { useMe } from "../identity/me-context.ts";
import { restaurantQuery } from "./queries.ts";

/** Around a restaurant's screens: a restaurant that is not there, or is somebody else's, has none. */
export function RestaurantLayout() {
  const { restaurantId } = useParams({ from: "/shell/restaurants/$restaurantId" });
  const { error } = useQuery(restaurantQuery(restaurantId));
  const isOwn = useMe().restaurants.some(({ id }) => id === restaurantId);
  useEffect(() => {
    if (isOwn) rememberRestaurant(restaurantId);
  }, [isOwn, restaurantId]);
  return isCausewayError(error, "RESTAURANT_NOT_FOUND", "INVALID_INPUT") ? <NotFoundPage /> : <Outlet />;
}
