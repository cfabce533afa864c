import { createRouter } from "@tanstack/react-router";
import { BootScreen } from "./boot-screen.tsx";
import { CrashPage } from "./crash-page.tsx";
import { queryClient } from "./query-client.ts";
import { accountRoutes } from "./routes/account.ts";
import { adminRoutes } from "./routes/admin.ts";
import { doorRoutes } from "./routes/door.ts";
import { linkRoutes } from "./routes/links.ts";
import { restaurantRoutes } from "./routes/restaurant.ts";
import { root, shell } from "./routes/shell.tsx";

const routeTree = root.addChildren([doorRoutes, linkRoutes, shell.addChildren([...accountRoutes, restaurantRoutes, adminRoutes])]);

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
