import {
  AttentionPage,
  DashboardInput,
  ExportPart,
  ExportRestaurantsInput,
  GetRestaurantInput,
  ListAttentionInput,
  ListRestaurantsInput,
  PlatformDashboard,
  PlatformInput,
  Restaurant,
  RestaurantDashboard,
  RestaurantList,
  RestaurantPage,
  UpdateRestaurantInput,
} from "@causeway/contract";
import {
  exportRestaurants,
  getPlatformDashboard,
  getRestaurant,
  getRestaurantDashboard,
  listAttention,
  listOwnRestaurants,
  listRestaurants,
  updateRestaurant,
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

  update: permissionProcedure("restaurant:write")
    .meta({ summary: "Changes what is known of a restaurant: name, address, phone, time zone." })
    .input(UpdateRestaurantInput)
    .output(Restaurant)
    .mutation(({ ctx, input }) => updateRestaurant(ctx, input)),

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
    .input(PlatformInput)
    .output(PlatformDashboard)
    .query(({ ctx, input }) => getPlatformDashboard(ctx, input)),

  needsAttention: permissionProcedure("platform:read")
    .meta({ summary: "Restaurants that somebody should look at, with the reasons." })
    .input(ListAttentionInput)
    .output(AttentionPage)
    .query(({ ctx, input }) => listAttention(ctx, input)),

  export: permissionProcedure("restaurant:read-any")
    .meta({ summary: "Everybody's restaurants as CSV.", download: "restaurants.csv" })
    .input(ExportRestaurantsInput)
    .output(ExportPart)
    .query(({ ctx, input }) => exportRestaurants(ctx, input)),
});
