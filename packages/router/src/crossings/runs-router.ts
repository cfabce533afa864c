import { CrossingRunDetail, CrossingRunId, CrossingRunPage, ListRunsInput } from "@causeway/contract";
import { getCrossingRun, listCrossingRuns } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

/** Imports and verifications, those that run included. */
export const runsRouter = router({
  list: permissionProcedure("crossing:read")
    .meta({ summary: "Imports or verifications of old systems, newest first." })
    .input(ListRunsInput)
    .output(CrossingRunPage)
    .query(({ ctx, input }) => listCrossingRuns(ctx, input)),

  get: permissionProcedure("crossing:read")
    .meta({ summary: "One import or verification with its report." })
    .input(CrossingRunId)
    .output(CrossingRunDetail)
    .query(({ ctx, input }) => getCrossingRun(ctx, input)),
});
