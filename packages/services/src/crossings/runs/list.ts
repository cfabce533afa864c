import type { CrossingRun, ListRunsInput, Page } from "@causeway/contract";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { listImportRuns } from "./import-runs.ts";
import { listVerifyRuns } from "./verify-runs.ts";

/** Imports or verifications, newest first; those that run are as far as their last chunk. */
export async function listCrossingRuns(ctx: Ctx, input: ListRunsInput): Promise<Page<CrossingRun>> {
  requirePermission(ctx, "crossing:read");
  return input.type === "import" ? listImportRuns(ctx, input) : listVerifyRuns(ctx, input);
}
