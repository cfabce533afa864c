import { CampaignStatus, CampaignType, ListRestaurantsInput } from "@causeway/contract";
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { homeOf } from "../identity/home-path.ts";
import { sessionQuery } from "../identity/session.ts";
import { BootScreen } from "./boot-screen.tsx";
import { CrashPage } from "./crash-page.tsx";
import { lazyPage } from "./lazy-page.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { queryClient } from "./query-client.ts";
import { RootLayout } from "./root-layout.tsx";
import { Shell } from "./shell.tsx";

interface RouterContext {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({ component: RootLayout, notFoundComponent: NotFoundPage });

/** A path of this app; anything else could lead a person who just signed in to a stranger's page. */
const LocalPath = z.string().regex(/^\/(?![/\\])/);
const door = createRoute({
  getParentRoute: () => root,
  id: "door",
  validateSearch: z.object({ redirect: LocalPath.optional().catch(undefined) }),
  beforeLoad({ context, search }) {
    if (context.queryClient.getQueryData(sessionQuery.queryKey)) throw redirect({ to: search.redirect ?? "/" });
  },
  component: lazyPage(() => import("../identity/door.tsx"), "Door"),
});
const signIn = createRoute({
  getParentRoute: () => door,
  path: "/sign-in",
  component: lazyPage(() => import("../identity/sign-in-page.tsx"), "SignInPage"),
});
const signUp = createRoute({
  getParentRoute: () => door,
  path: "/sign-up",
  component: lazyPage(() => import("../identity/sign-up-page.tsx"), "SignUpPage"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  async beforeLoad({ context, location }) {
    const me = await context.queryClient.ensureQueryData(sessionQuery);
    if (!me) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { redirect: location.href } });
    return { me };
  },
  component: Shell,
});
const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad({ context }) {
    const home = homeOf(context.me);
    if (home) throw redirect({ ...home, replace: true });
  },
  component: lazyPage(() => import("../restaurants/no-restaurant-page.tsx"), "NoRestaurantPage"),
});

const restaurant = createRoute({
  getParentRoute: () => shell,
  path: "/restaurants/$restaurantId",
  component: lazyPage(() => import("../restaurants/restaurant-layout.tsx"), "RestaurantLayout"),
});
const home = createRoute({
  getParentRoute: () => restaurant,
  path: "/",
  component: lazyPage(() => import("../restaurants/home-page.tsx"), "HomePage"),
});
const campaigns = createRoute({
  getParentRoute: () => restaurant,
  path: "/campaigns",
  validateSearch: z.object({
    status: CampaignStatus.optional().catch(undefined),
    type: CampaignType.optional().catch(undefined),
  }),
  component: lazyPage(() => import("../campaigns/campaigns-page.tsx"), "CampaignsPage"),
});
const tasks = createRoute({
  getParentRoute: () => restaurant,
  path: "/tasks",
  component: lazyPage(() => import("../checklists/tasks-page.tsx"), "TasksPage"),
});
const checklist = createRoute({
  getParentRoute: () => restaurant,
  path: "/checklist",
  component: lazyPage(() => import("../checklists/checklist-page.tsx"), "ChecklistPage"),
});

const sessions = createRoute({
  getParentRoute: () => shell,
  path: "/sessions",
  component: lazyPage(() => import("../identity/sessions-page.tsx"), "SessionsPage"),
});

const admin = createRoute({
  getParentRoute: () => shell,
  path: "/admin",
  component: lazyPage(() => import("../admin/admin-layout.tsx"), "AdminLayout"),
});
const platform = createRoute({
  getParentRoute: () => admin,
  path: "/",
  component: lazyPage(() => import("../admin/platform-page.tsx"), "PlatformPage"),
});
const restaurants = createRoute({
  getParentRoute: () => admin,
  path: "/restaurants",
  validateSearch: z.object({
    search: z.string().max(200).optional().catch(undefined),
    sort: ListRestaurantsInput.shape.sort.unwrap().optional().catch(undefined),
    order: ListRestaurantsInput.shape.order.unwrap().optional().catch(undefined),
  }),
  component: lazyPage(() => import("../admin/restaurants-page.tsx"), "RestaurantsPage"),
});

const routeTree = root.addChildren([
  door.addChildren([signIn, signUp]),
  shell.addChildren([
    start,
    restaurant.addChildren([home, campaigns, tasks, checklist]),
    sessions,
    admin.addChildren([platform, restaurants]),
  ]),
]);

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: "intent",
  defaultPendingMs: 150,
  defaultPendingMinMs: 300,
  defaultPendingComponent: BootScreen,
  defaultErrorComponent: CrashPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
