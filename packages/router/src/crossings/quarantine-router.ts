import {
  DismissAllQuarantinedInput,
  DismissQuarantinedInput,
  ListQuarantinedInput,
  QuarantineCount,
  QuarantinedRow,
  QuarantinedRowDetail,
  QuarantinedRowId,
  QuarantinedRowPage,
  RetriedRow,
  RetriedRowPage,
  RetryAllQuarantinedInput,
  RetryQuarantinedInput,
  RowCount,
} from "@causeway/contract";
import {
  countQuarantined,
  dismissAllQuarantined,
  dismissQuarantined,
  getQuarantined,
  listQuarantined,
  restoreQuarantined,
  retryAllQuarantined,
  retryQuarantined,
} from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

/** Old rows that no table can hold, until somebody decides. */
export const quarantineRouter = router({
  list: permissionProcedure("crossing:read")
    .meta({ summary: "Rows that an import set aside, by table and old id." })
    .input(ListQuarantinedInput)
    .output(QuarantinedRowPage)
    .query(({ ctx, input }) => listQuarantined(ctx, input)),

  counts: permissionProcedure("crossing:read")
    .meta({ summary: "How many rows stand in quarantine, by table and reason." })
    .output(QuarantineCount.array())
    .query(({ ctx }) => countQuarantined(ctx)),

  get: permissionProcedure("crossing:read")
    .meta({ summary: "One row with its old values, why it is there and what can be done." })
    .input(QuarantinedRowId)
    .output(QuarantinedRowDetail)
    .query(({ ctx, input }) => getQuarantined(ctx, input)),

  retry: permissionProcedure("crossing:manage")
    .meta({ summary: "Imports a row by today's rules and with corrected values, or says why not." })
    .input(RetryQuarantinedInput)
    .output(RetriedRow)
    .mutation(({ ctx, input }) => retryQuarantined(ctx, input)),

  retryAll: permissionProcedure("crossing:manage")
    .meta({ summary: "Retries waiting rows as they are, in the order of the import." })
    .input(RetryAllQuarantinedInput)
    .output(RetriedRowPage)
    .mutation(({ ctx, input }) => retryAllQuarantined(ctx, input)),

  dismiss: permissionProcedure("crossing:manage")
    .meta({ summary: "Leaves a row out, for a reason; its bytes stay." })
    .input(DismissQuarantinedInput)
    .output(QuarantinedRow)
    .mutation(({ ctx, input }) => dismissQuarantined(ctx, input)),

  dismissAll: permissionProcedure("crossing:manage")
    .meta({ summary: "Leaves all waiting rows of a system, a table or a reason out." })
    .input(DismissAllQuarantinedInput)
    .output(RowCount)
    .mutation(({ ctx, input }) => dismissAllQuarantined(ctx, input)),

  restore: permissionProcedure("crossing:manage")
    .meta({ summary: "Takes a dismissal back: the row waits again." })
    .input(QuarantinedRowId)
    .output(QuarantinedRow)
    .mutation(({ ctx, input }) => restoreQuarantined(ctx, input)),
});
