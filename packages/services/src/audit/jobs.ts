import type { AuditReport } from "@causeway/contract";
import { z } from "zod";
import { defineJob } from "../jobs/job.ts";
import type { Ctx } from "../runtime/context.ts";
import { pruneAudit } from "./prune.ts";
import { sealAudit } from "./seal.ts";
import { verifyAudit } from "./verify.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** A log of a million events takes some seconds to read. */
const LEASE_MS = 10 * 60_000;

/** Appends what was committed since to the chain. */
export const sealAuditJob = defineJob({
  name: "audit.seal",
  payload: z.null(),
  cron: { pattern: "* * * * *", timeZone: "UTC" },
  maxAttempts: 1,
  run: async (run) => ({ sealed: await sealAudit(run) }),
});

async function verifyAndTell(ctx: Ctx): Promise<AuditReport> {
  const report = await verifyAudit(ctx);
  const { isIntact, problems, problemCount, sealed, head } = report;
  // The process's own log is kept elsewhere: whoever cuts the end of the chain off cannot cut it off there.
  if (isIntact) ctx.logger.info({ head, sealed }, "the audit log is intact");
  else ctx.logger.error({ first: problems[0], problemCount }, "the audit log is not as it was written");
  return report;
}

/** A check of the whole log, when somebody asks for it. */
export const verifyAuditJob = defineJob({
  name: "audit.verify",
  payload: z.null(),
  leaseMs: LEASE_MS,
  async run(run) {
    const { isIntact, sealed } = await verifyAndTell(run);
    return { isIntact, sealed };
  },
});

/** Every night, so that nobody has to think of it: a check of the whole log and, where one is set, retention. */
export const tendAuditJob = defineJob({
  name: "audit.tend",
  payload: z.null(),
  cron: { pattern: "17 3 * * *", timeZone: "UTC" },
  leaseMs: LEASE_MS,
  async run(run) {
    const { isIntact, sealed } = await verifyAndTell(run);
    const { auditRetentionDays: days } = run;
    if (!isIntact || days === null) return { isIntact, sealed };
    const { removed } = await pruneAudit(run, { before: new Date(run.clock().getTime() - days * DAY_MS) });
    return { isIntact, sealed, removed };
  },
});
