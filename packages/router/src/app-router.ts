import { campaignsRouter } from "./campaigns/router.ts";
import { checklistsRouter } from "./checklists/router.ts";
import { createCallerFactory, mergeRouters, router } from "./core/trpc.ts";
import { crossingsRouter } from "./crossings/router.ts";
import { identityRouter } from "./identity/router.ts";
import { restaurantsRouter } from "./restaurants/router.ts";

export const appRouter = router({
  identity: identityRouter,
  restaurants: restaurantsRouter,
  campaigns: campaignsRouter,
  checklists: checklistsRouter,
});

/** What a typed client is made from. Import it as a type only. */
export type AppRouter = typeof appRouter;

/** With what only code of this process may call: the old APIs. Never served. */
export const inProcessRouter = mergeRouters(appRouter, router({ crossings: crossingsRouter }));

/** Calls procedures in this process, with everything a request goes through but the wire. */
export const createCaller = createCallerFactory(inProcessRouter);
export type Caller = ReturnType<typeof createCaller>;
