import type { AuditEvent, ExportAuditInput, ExportPart } from "@causeway/contract";
import { type CsvColumn, csvPart } from "../csv/export-part.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { queryAudit } from "./query.ts";
import { recordAudit } from "./record.ts";

const COLUMNS: CsvColumn<AuditEvent>[] = [
  { header: "id", value: (event) => event.id },
  { header: "at", value: (event) => event.at },
  { header: "action", value: (event) => event.action },
  { header: "result", value: (event) => event.result },
  { header: "actor_user_id", value: (event) => event.actor?.id ?? null },
  { header: "actor_email", value: (event) => event.actor?.email ?? null },
  { header: "acting_for_user_id", value: (event) => event.actingFor?.id ?? null },
  { header: "acting_for_email", value: (event) => event.actingFor?.email ?? null },
  { header: "subject_type", value: (event) => event.subjectType },
  { header: "subject_id", value: (event) => event.subjectId },
  { header: "request_id", value: (event) => event.requestId },
  { header: "ip", value: (event) => event.ip },
  { header: "details", value: (event) => JSON.stringify(event.details) },
];

/** The first part of an export is recorded: who took the log out, and in which form. */
async function readPart(ctx: Ctx, input: ExportAuditInput, format: "csv" | "jsonl") {
  requirePermission(ctx, "audit:read");
  const page = await queryAudit(ctx.db, input);
  if (input.cursor === undefined) await recordAudit(ctx.db, ctx, { action: "audit.export", details: { format } });
  return page;
}

/** Events as CSV, newest first, part by part. */
export async function exportAudit(ctx: Ctx, input: ExportAuditInput): Promise<ExportPart> {
  return csvPart(COLUMNS, await readPart(ctx, input, "csv"), input);
}

/** The same as JSON lines. */
export async function exportAuditLines(ctx: Ctx, input: ExportAuditInput): Promise<ExportPart> {
  const { items, nextCursor } = await readPart(ctx, input, "jsonl");
  return { text: items.map((event) => `${JSON.stringify(event)}\n`).join(""), rows: items.length, nextCursor };
}
