import { createRoute, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { sessionQuery } from "../../identity/session.ts";
import { lazyPage } from "../lazy-page.ts";
import { root } from "./shell.tsx";

/** A path of this app; anything else could lead a person who just signed in to a stranger's page. */
const LocalPath = z.string().regex(/^\/(?![/\\])/);
const door = createRoute({
  getParentRoute: () => root,
  id: "door",
  validateSearch: z.object({ redirect: LocalPath.optional().catch(undefined) }),
  beforeLoad({ context, search }) {
    if (context.queryClient.getQueryData(sessionQuery.queryKey)) throw redirect({ to: search.redirect ?? "/" });
  },
  component: lazyPage(() => import("../../identity/door.tsx"), "Door"),
});
const signIn = createRoute({
  getParentRoute: () => door,
  path: "/sign-in",
  component: lazyPage(() => import("../../identity/sign-in-page.tsx"), "SignInPage"),
});
const signUp = createRoute({
  getParentRoute: () => door,
  path: "/sign-up",
  component: lazyPage(() => import("../../identity/sign-up-page.tsx"), "SignUpPage"),
});

/** Where people come in. */
export const doorRoutes = door.addChildren([signIn, signUp]);
