import { z } from "zod";
import { ExportInput, Id, PageInput, pageOf } from "./common.ts";

export const AUDIT_REASONS = ["AUDIT_BROKEN", "AUDIT_HEAD_INVALID"] as const;

/** What can be wrong with the audit log, in words. */
export const AUDIT_PROBLEMS = {
  "event-changed": "the event is not what was sealed: it was changed",
  "event-removed": "the event was sealed and is gone, and no retention removed it",
  "event-inserted": "the event was not written by this system, or was changed before it was sealed",
  "event-returned": "the event was removed by retention and is there again",
  "unknown-key":
    "the signature is of a secret that is not known here: an earlier AUTH_SECRET that belongs into AUTH_SECRET_PREVIOUS, or somebody's own",
  "link-removed": "a link of the chain is missing before this one",
  "link-changed": "the link is not what was written: it was changed, or inserted by hand",
  "links-reordered": "links of the chain stand in another order than they were written in",
  "chain-cut": "the chain does not lead to the state that was noted earlier: its end was cut off, or all of it was replaced",
} as const;

export const AuditProblem = z.object({
  kind: z.enum(Object.keys(AUDIT_PROBLEMS) as (keyof typeof AUDIT_PROBLEMS)[]),
  /** The position in the chain. */
  sequence: z.number().int(),
  /** Null where the row that is wrong is not there. */
  eventId: z.string().nullable(),
  eventAt: z.date().nullable(),
  message: z.string(),
});
export type AuditProblem = z.infer<typeof AuditProblem>;

/** What a check of the whole log found; `head` names the state that was checked, to be noted elsewhere. */
export const AuditReport = z.object({
  isIntact: z.boolean(),
  sealed: z.number().int(),
  pruned: z.number().int(),
  head: z.string().nullable(),
  /** In the order of the chain; at most 20, of `problemCount`. */
  problems: z.array(AuditProblem),
  problemCount: z.number().int(),
});
export type AuditReport = z.infer<typeof AuditReport>;

const Person = z.object({ id: z.string(), email: z.string().nullable() });

export const AuditEvent = z.object({
  id: Id,
  at: z.date(),
  action: z.string(),
  result: z.enum(["success", "failure"]),
  /** Who acted; null for programs and for strangers. The address is null once the account is gone. */
  actor: Person.nullable(),
  /** Whom they acted for. */
  actingFor: Person.nullable(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  requestId: z.string(),
  ip: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

const Word = z.string().min(1).max(200);

export const AuditFilter = z.object({
  /** Events of this person, also those in which they acted for somebody. */
  actorUserId: Id.optional(),
  /** Events in which somebody acted for this person. */
  actingForUserId: Id.optional(),
  subjectType: Word.optional(),
  subjectId: Word.optional(),
  /** What the action begins with: `session.` or `session.create`. */
  action: Word.optional(),
  result: z.enum(["success", "failure"]).optional(),
  requestId: Word.optional(),
  ip: Word.optional(),
  /** From this instant on. */
  from: z.date().optional(),
  /** Before this instant. */
  until: z.date().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

export const ListAuditInput = PageInput.extend(AuditFilter.shape);
export type ListAuditInput = z.infer<typeof ListAuditInput>;
export const AuditPage = pageOf(AuditEvent);

export const ExportAuditInput = ExportInput.extend(AuditFilter.shape);
export type ExportAuditInput = z.infer<typeof ExportAuditInput>;

export const AuditStatus = z.object({
  /** Null while nothing was sealed. */
  sealed: z.object({ sequence: z.number().int(), at: z.date() }).nullable(),
  /** Null while nobody has checked. */
  verified: z
    .object({ at: z.date(), isIntact: z.boolean(), sequence: z.number().int(), problem: z.string().nullable() })
    .nullable(),
});
export type AuditStatus = z.infer<typeof AuditStatus>;
