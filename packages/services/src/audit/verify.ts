import { AppError, type AuditProblem, type AuditReport } from "@causeway/contract";
import { asc, eq, gt } from "drizzle-orm";
import type { Ctx } from "../runtime/context.ts";
import { type AuditEventRow, canonicalEvent, eventHash } from "./canonical-event.ts";
import { isReordered } from "./is-reordered.ts";
import { type AuditLinkRow, canonicalLink, CHAIN_START } from "./link.ts";
import { problemAt } from "./problem.ts";
import { recordAudit } from "./record.ts";
import { sealAudit } from "./seal.ts";
import { type AuditStatements, readStatements } from "./statements.ts";

const CHUNK = 1000;
const MAX_LISTED = 20;

interface Entry {
  link: AuditLinkRow;
  event: AuditEventRow | null;
}

async function readChunk({ db }: Ctx, after: number): Promise<Entry[]> {
  const { auditEvent, auditLink } = db.tables;
  return db
    .select({ link: auditLink, event: auditEvent })
    .from(auditLink)
    .leftJoin(auditEvent, eq(auditEvent.id, auditLink.eventId))
    .where(gt(auditLink.sequence, after))
    .orderBy(asc(auditLink.sequence))
    .limit(CHUNK);
}

function checkLink({ auditKeys }: Ctx, link: AuditLinkRow, previous: AuditLinkRow | undefined): AuditProblem | null {
  const expected = (previous?.sequence ?? 0) + 1;
  if (link.sequence !== expected) return problemAt({ ...link, sequence: expected }, "link-removed");
  const check = auditKeys.check(canonicalLink(link, previous?.chainHash ?? CHAIN_START), link.chainHash);
  if (check === "right") return null;
  return problemAt(link, check === "unknown-key" ? "unknown-key" : "link-changed");
}

function checkEvent({ auditKeys }: Ctx, { link, event }: Entry, statements: AuditStatements): AuditProblem | null {
  if (!event) {
    const wasPruned = link.prunedAt !== null && link.sequence <= statements.prunedThrough;
    return wasPruned ? null : problemAt(link, "event-removed");
  }
  if (link.prunedAt !== null) return problemAt(link, "event-returned");
  if (eventHash(event) !== link.eventHash) return problemAt(link, "event-changed");
  if (event.mac === null) return link.sequence <= statements.unsigned ? null : problemAt(link, "event-inserted");
  const check = auditKeys.check(canonicalEvent(event), event.mac);
  if (check === "right") return null;
  return problemAt(link, check === "unknown-key" ? "unknown-key" : "event-inserted");
}

/** Reads the whole chain, oldest first, and looks at every link and every event. */
async function walkChain(ctx: Ctx): Promise<AuditReport> {
  const report: AuditReport = { isIntact: true, sealed: 0, pruned: 0, head: null, problems: [], problemCount: 0 };
  let statements = await readStatements(ctx);
  let previous: AuditLinkRow | undefined;
  for (let entries = await readChunk(ctx, 0); entries.length > 0; entries = await readChunk(ctx, previous?.sequence ?? 0)) {
    // Retention may go on while this runs.
    const pruned = entries.findLast(({ link }) => link.prunedAt !== null);
    if (pruned && pruned.link.sequence > statements.prunedThrough) statements = await readStatements(ctx);
    for (const entry of entries) {
      const { link } = entry;
      // Of a link that is not what was written, the event cannot be compared with anything.
      const problem = checkLink(ctx, link, previous) ?? checkEvent(ctx, entry, statements);
      if (problem?.kind === "link-changed" && report.problemCount === 0) {
        const isMoved = await isReordered(ctx, link, previous?.chainHash ?? CHAIN_START);
        report.problems.push(isMoved ? problemAt(link, "links-reordered") : problem);
      } else if (problem && report.problemCount < MAX_LISTED) report.problems.push(problem);
      if (problem) report.problemCount++;
      if (link.prunedAt !== null) report.pruned++;
      report.sealed++;
      previous = link;
    }
  }
  return { ...report, isIntact: report.problemCount === 0, head: previous ? headOf(previous) : null };
}

const headOf = ({ sequence, chainHash }: Pick<AuditLinkRow, "sequence" | "chainHash">) => `${sequence}:${chainHash}`;

/** The link at the noted place must be the noted one: cutting off the end leaves a chain that is in itself right. */
async function checkHead({ db }: Ctx, noted: string): Promise<AuditProblem | null> {
  const sequence = Number(/^([1-9]\d{0,14}):[\w.-]+$/.exec(noted)?.[1]);
  if (Number.isNaN(sequence)) {
    throw new AppError({
      code: "BAD_REQUEST",
      reason: "AUDIT_HEAD_INVALID",
      message: `"${noted}" is no head of an audit log; one looks like 1234:abc, as an earlier check printed it.`,
    });
  }
  const { auditLink } = db.tables;
  const [link] = await db.select().from(auditLink).where(eq(auditLink.sequence, sequence));
  return link && headOf(link) === noted ? null : problemAt({ sequence }, "chain-cut");
}

/**
 * Seals what is not sealed yet, then checks the whole audit log: signatures, order, and that nothing is missing that retention
 * has not removed; with `expectedHead`, of an earlier report, also that nothing was cut off since. What it found is recorded.
 */
export async function verifyAudit(ctx: Ctx, { expectedHead }: { expectedHead?: string } = {}): Promise<AuditReport> {
  const cut = expectedHead === undefined ? null : await checkHead(ctx, expectedHead);
  await sealAudit(ctx, { isWhole: true });
  const walked = await walkChain(ctx);
  const report = cut
    ? { ...walked, isIntact: false, problems: [cut, ...walked.problems], problemCount: walked.problemCount + 1 }
    : walked;
  const [first] = report.problems;
  await recordAudit(ctx.db, ctx, {
    action: "audit.verify",
    result: report.isIntact ? "success" : "failure",
    details: { sealed: report.sealed, ...(first && { problem: first.kind, sequence: first.sequence, eventId: first.eventId }) },
  });
  return report;
}
