import {
  DashboardInput,
  GetRestaurantInput,
  ListRestaurantsInput,
  PlatformDashboard,
  Restaurant,
  RestaurantDashboard,
  RestaurantList,
  RestaurantPage,
} from "@causeway/contract";
import {
  getPlatformDashboard,
  getRestaurant,
  getRestaurantDashboard,
  listOwnRestaurants,
  listRestaurants,
} from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

export const restaurantsRouter = router({
  mine: permissionProcedure("restaurant:read")
    .meta({ summary: "The user's own restaurants, oldest first." })
    .output(RestaurantList)
    .query(({ ctx }) => listOwnRestaurants(ctx)),

  get: permissionProcedure("restaurant:read")
    .meta({ summary: "One restaurant." })
    .input(GetRestaurantInput)
    .output(Restaurant)
    .query(({ ctx, input }) => getRestaurant(ctx, input)),

  list: permissionProcedure("restaurant:read-any")
    .meta({ summary: "Everybody's restaurants with their owners, searched by name." })
    .input(ListRestaurantsInput)
    .output(RestaurantPage)
    .query(({ ctx, input }) => listRestaurants(ctx, input)),

  dashboard: permissionProcedure("restaurant:read")
    .meta({ summary: "One restaurant at a glance: figures, active campaigns, open tasks." })
    .input(DashboardInput)
    .output(RestaurantDashboard)
    .query(({ ctx, input }) => getRestaurantDashboard(ctx, input)),

  platform: permissionProcedure("platform:read")
    .meta({ summary: "The whole platform at a glance." })
    .output(PlatformDashboard)
    .query(({ ctx }) => getPlatformDashboard(ctx)),
});
