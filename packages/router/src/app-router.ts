import { apiKeysRouter } from "./api-keys/router.ts";
import { auditRouter } from "./audit/router.ts";
import { campaignsRouter } from "./campaigns/router.ts";
import { checklistsRouter } from "./checklists/router.ts";
import { contactsRouter } from "./contacts/router.ts";
import { createCallerFactory, mergeRouters, router } from "./core/trpc.ts";
import { crossingsConsoleRouter } from "./crossings/console-router.ts";
import { crossingsRouter } from "./crossings/router.ts";
import { filesRouter } from "./files/router.ts";
import { identityRouter } from "./identity/router.ts";
import { jobsRouter } from "./jobs/router.ts";
import { mailRouter } from "./mail/router.ts";
import { restaurantsRouter } from "./restaurants/router.ts";
import { rolesRouter } from "./roles/router.ts";
import { secondFactorRouter } from "./second-factor/router.ts";
import { usersRouter } from "./users/router.ts";

const features = {
  identity: identityRouter,
  secondFactor: secondFactorRouter,
  apiKeys: apiKeysRouter,
  restaurants: restaurantsRouter,
  campaigns: campaignsRouter,
  contacts: contactsRouter,
  checklists: checklistsRouter,
  audit: auditRouter,
  roles: rolesRouter,
  users: usersRouter,
  files: filesRouter,
  jobs: jobsRouter,
  mail: mailRouter,
};

export const appRouter = router({ ...features, crossings: crossingsConsoleRouter });

/** What a typed client is made from. Import it as a type only. */
export type AppRouter = typeof appRouter;

/** With what only code of this process may call: the old APIs. Never served. */
export const inProcessRouter = router({ ...features, crossings: mergeRouters(crossingsConsoleRouter, crossingsRouter) });

/** Calls procedures in this process, with everything a request goes through but the wire. */
export const createCaller = createCallerFactory(inProcessRouter);
export type Caller = ReturnType<typeof createCaller>;
