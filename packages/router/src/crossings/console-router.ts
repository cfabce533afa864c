import { SystemRules, TokenWindow } from "@causeway/contract";
import { listCrossingRules, listTokenWindows } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";
import { quarantineRouter } from "./quarantine-router.ts";
import { runsRouter } from "./runs-router.ts";

/** What those who run a crossing watch. */
export const crossingsConsoleRouter = router({
  tokenWindows: permissionProcedure("crossing:read")
    .meta({ summary: "Each old system's window for its tokens, and how many of them still come." })
    .output(TokenWindow.array())
    .query(({ ctx }) => listTokenWindows(ctx)),

  rules: permissionProcedure("crossing:read")
    .meta({ summary: "What becomes of every value of every old system, as its mappings declare it." })
    .output(SystemRules.array())
    .query(({ ctx }) => listCrossingRules(ctx)),

  quarantine: quarantineRouter,
  runs: runsRouter,
});
