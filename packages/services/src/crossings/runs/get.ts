import { AppError, type CrossingRunDetail, type CrossingRunId } from "@causeway/contract";
import { requirePermission } from "../../runtime/access.ts";
import type { Ctx } from "../../runtime/context.ts";
import { findImportRun } from "./import-runs.ts";
import { findVerifyRun } from "./verify-runs.ts";

/** One import or verification with its report. Throws `RUN_NOT_FOUND`. */
export async function getCrossingRun(ctx: Ctx, { id }: CrossingRunId): Promise<CrossingRunDetail> {
  requirePermission(ctx, "crossing:read");
  const run = (await findImportRun(ctx, id)) ?? (await findVerifyRun(ctx, id));
  if (run) return run;
  throw new AppError({ code: "NOT_FOUND", reason: "RUN_NOT_FOUND", message: "There is no such import or verification." });
}
