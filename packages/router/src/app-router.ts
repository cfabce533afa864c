import { campaignsRouter } from "./campaigns/router.ts";
import { checklistsRouter } from "./checklists/router.ts";
import { createCallerFactory, router } from "./core/trpc.ts";
import { crossingsRouter } from "./crossings/router.ts";
import { identityRouter } from "./identity/router.ts";
import { restaurantsRouter } from "./restaurants/router.ts";

export const appRouter = router({
  identity: identityRouter,
  restaurants: restaurantsRouter,
  campaigns: campaignsRouter,
  checklists: checklistsRouter,
  crossings: crossingsRouter,
});

/** What a typed client is made from. Import it as a type only. */
export type AppRouter = typeof appRouter;

/** Calls procedures in this process, with everything a request goes through but the wire. */
export const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;
