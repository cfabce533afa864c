import { JobState, ListRestaurantsInput, MailState, QuarantineState } from "@causeway/contract";
import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page.ts";
import { shell } from "./shell.tsx";

const Text = z.string().max(320).optional().catch(undefined);
const Result = z.enum(["success", "failure"]).optional().catch(undefined);

const admin = createRoute({
  getParentRoute: () => shell,
  path: "/admin",
  component: lazyPage(() => import("../../admin/admin-layout.tsx"), "AdminLayout"),
});
const platform = createRoute({
  getParentRoute: () => admin,
  path: "/",
  component: lazyPage(() => import("../../admin/platform-page.tsx"), "PlatformPage"),
});
const restaurants = createRoute({
  getParentRoute: () => admin,
  path: "/restaurants",
  validateSearch: z.object({
    search: z.string().max(200).optional().catch(undefined),
    sort: ListRestaurantsInput.shape.sort.unwrap().optional().catch(undefined),
    order: ListRestaurantsInput.shape.order.unwrap().optional().catch(undefined),
  }),
  component: lazyPage(() => import("../../admin/restaurants-page.tsx"), "RestaurantsPage"),
});

const content = createRoute({
  getParentRoute: () => admin,
  path: "/content",
  component: lazyPage(() => import("../../content/content-page.tsx"), "ContentPage"),
});

const users = createRoute({
  getParentRoute: () => admin,
  path: "/users",
  validateSearch: z.object({ search: Text, state: z.enum(["open", "closed"]).optional().catch(undefined) }),
  component: lazyPage(() => import("../../console/users-page.tsx"), "UsersPage"),
});
const user = createRoute({
  getParentRoute: () => admin,
  path: "/users/$userId",
  component: lazyPage(() => import("../../console/user-page.tsx"), "UserPage"),
});
const roles = createRoute({
  getParentRoute: () => admin,
  path: "/roles",
  component: lazyPage(() => import("../../console/roles-page.tsx"), "RolesPage"),
});
const allKeys = createRoute({
  getParentRoute: () => admin,
  path: "/keys",
  component: lazyPage(() => import("../../console/all-keys-page.tsx"), "AllKeysPage"),
});
const signIns = createRoute({
  getParentRoute: () => admin,
  path: "/sign-ins",
  validateSearch: z.object({ email: Text, result: Result }),
  component: lazyPage(() => import("../../console/sign-ins-page.tsx"), "SignInsPage"),
});
const audit = createRoute({
  getParentRoute: () => admin,
  path: "/audit",
  validateSearch: z.object({ action: Text, result: Result, subjectId: Text }),
  component: lazyPage(() => import("../../console/audit-page.tsx"), "AuditPage"),
});
const jobs = createRoute({
  getParentRoute: () => admin,
  path: "/jobs",
  validateSearch: z.object({ state: JobState.optional().catch(undefined), all: z.boolean().optional().catch(undefined) }),
  component: lazyPage(() => import("../../console/jobs-page.tsx"), "JobsPage"),
});
const outbox = createRoute({
  getParentRoute: () => admin,
  path: "/outbox",
  validateSearch: z.object({ search: Text, state: MailState.optional().catch(undefined) }),
  component: lazyPage(() => import("../../console/outbox-page.tsx"), "OutboxPage"),
});

const Word = z.string().max(200).optional().catch(undefined);
const crossing = createRoute({
  getParentRoute: () => admin,
  path: "/crossing",
  validateSearch: z.object({ runs: z.literal("verify").optional().catch(undefined) }),
  component: lazyPage(() => import("../../crossing/crossing-page.tsx"), "CrossingPage"),
});
const quarantine = createRoute({
  getParentRoute: () => admin,
  path: "/crossing/quarantine",
  validateSearch: z.object({
    system: Word,
    table: Word,
    reason: Word,
    state: QuarantineState.exclude(["waiting"]).optional().catch(undefined),
  }),
  component: lazyPage(() => import("../../crossing/quarantine-page.tsx"), "QuarantinePage"),
});
const quarantinedRow = createRoute({
  getParentRoute: () => admin,
  path: "/crossing/quarantine/$rowId",
  component: lazyPage(() => import("../../crossing/quarantined-row-page.tsx"), "QuarantinedRowPage"),
});
const crossingRules = createRoute({
  getParentRoute: () => admin,
  path: "/crossing/rules",
  component: lazyPage(() => import("../../crossing/rules-page.tsx"), "RulesPage"),
});
const tokenWindows = createRoute({
  getParentRoute: () => admin,
  path: "/crossing/tokens",
  component: lazyPage(() => import("../../crossing/token-windows-page.tsx"), "TokenWindowsPage"),
});

/** The platform's screens. */
export const adminRoutes = admin.addChildren([
  platform,
  restaurants,
  content,
  users,
  user,
  roles,
  allKeys,
  signIns,
  audit,
  jobs,
  outbox,
  crossing,
  quarantine,
  quarantinedRow,
  crossingRules,
  tokenWindows,
]);
