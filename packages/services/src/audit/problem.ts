import { AUDIT_PROBLEMS, type AuditProblem } from "@causeway/contract";
import type { AuditLinkRow } from "./link.ts";

export function problemAt(
  link: Pick<AuditLinkRow, "sequence" | "eventId" | "eventAt"> | { sequence: number },
  kind: AuditProblem["kind"],
): AuditProblem {
  const { eventId, eventAt } = { eventId: null, eventAt: null, ...link };
  return { kind, sequence: link.sequence, eventId, eventAt, message: AUDIT_PROBLEMS[kind] };
}
