import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "../../identity/session.ts";
import { NotFoundPage } from "../not-found-page.tsx";
import { RootLayout } from "../root-layout.tsx";
import { Shell } from "../shell.tsx";

export interface RouterContext {
  queryClient: QueryClient;
}

export const root = createRootRouteWithContext<RouterContext>()({ component: RootLayout, notFoundComponent: NotFoundPage });

/** Around the screens of signed-in users; everybody else is sent to the door, and back afterwards. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  async beforeLoad({ context, location }) {
    const me = await context.queryClient.ensureQueryData(sessionQuery);
    if (!me) throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { redirect: location.href } });
    return { me };
  },
  component: Shell,
});
