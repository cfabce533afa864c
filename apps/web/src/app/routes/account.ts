import { createRoute, redirect } from "@tanstack/react-router";
import { homeOf } from "../../identity/home-path.ts";
import { lazyPage } from "../lazy-page.ts";
import { shell } from "./shell.tsx";

const start = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad({ context }) {
    const home = homeOf(context.me);
    if (home) throw redirect({ ...home, replace: true });
  },
  component: lazyPage(() => import("../../restaurants/no-restaurant-page.tsx"), "NoRestaurantPage"),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: "/account",
  component: lazyPage(() => import("../../account/account-layout.tsx"), "AccountLayout"),
});
const profile = createRoute({
  getParentRoute: () => account,
  path: "/",
  component: lazyPage(() => import("../../account/profile-page.tsx"), "ProfilePage"),
});
const security = createRoute({
  getParentRoute: () => account,
  path: "/security",
  component: lazyPage(() => import("../../account/security-page.tsx"), "SecurityPage"),
});
const sessions = createRoute({
  getParentRoute: () => account,
  path: "/sessions",
  component: lazyPage(() => import("../../identity/sessions-page.tsx"), "SessionsPage"),
});
const keys = createRoute({
  getParentRoute: () => account,
  path: "/keys",
  component: lazyPage(() => import("../../account/keys-page.tsx"), "KeysPage"),
});
/** Where the sessions were before they had neighbours. */
const oldSessions = createRoute({
  getParentRoute: () => shell,
  path: "/sessions",
  beforeLoad() {
    throw redirect({ to: "/account/sessions", replace: true });
  },
});

/** What belongs to the person, whatever else they may see. */
export const accountRoutes = [start, account.addChildren([profile, security, sessions, keys]), oldSessions] as const;
