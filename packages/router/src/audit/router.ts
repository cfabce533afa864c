import { AuditPage, AuditStatus, DONE, Done, ExportAuditInput, ExportPart, ListAuditInput } from "@causeway/contract";
import { exportAudit, exportAuditLines, getAuditStatus, listAudit, requestAuditCheck } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

export const auditRouter = router({
  list: permissionProcedure("audit:read")
    .meta({ summary: "What has happened, newest first: who, for whom, what, to what, from where, with what result." })
    .input(ListAuditInput)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx, input)),

  export: permissionProcedure("audit:read")
    .meta({ summary: "The audit log as CSV, newest first, filtered as a list is.", download: "audit.csv" })
    .input(ExportAuditInput)
    .output(ExportPart)
    .query(({ ctx, input }) => exportAudit(ctx, input)),

  exportLines: permissionProcedure("audit:read")
    .meta({ summary: "A part of the audit log as JSON lines; the parts one after the other are the file." })
    .input(ExportAuditInput)
    .output(ExportPart)
    .query(({ ctx, input }) => exportAuditLines(ctx, input)),

  status: permissionProcedure("audit:read")
    .meta({ summary: "How far the audit log is sealed, and what the last check of it found." })
    .output(AuditStatus)
    .query(({ ctx }) => getAuditStatus(ctx)),

  verify: permissionProcedure("audit:read")
    .meta({ summary: "Has the whole audit log checked; `status` tells the result." })
    .output(Done)
    .mutation(async ({ ctx }) => {
      await requestAuditCheck(ctx);
      return DONE;
    }),
});
