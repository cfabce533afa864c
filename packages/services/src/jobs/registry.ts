import type { JsonValue } from "@causeway/contract";
import { sealAuditJob, tendAuditJob, verifyAuditJob } from "../audit/jobs.ts";
import { campaignJobs } from "../campaigns/jobs.ts";
import { importContactsJob } from "../contacts/imports/read-file-job.ts";
import { tendImportsJob } from "../contacts/imports/tend-job.ts";
import { cleanUpFiles, sweepFiles } from "../files/clean-up.ts";
import { forgetAttemptsJob } from "../identity/forget-attempts.ts";
import { sendLockNoticeJob } from "../identity/notice-lock.ts";
import { purgeAccountsJob } from "../identity/purge-accounts.ts";
import { sendEmailChangeJob } from "../identity/request-email-change.ts";
import { sendPasswordResetJob } from "../identity/request-password-reset.ts";
import { sendSignUpJob } from "../identity/sign-up.ts";
import { removeOldWindowsJob } from "../limits/jobs.ts";
import { removeOldMail } from "../mail/remove-old-job.ts";
import { sendMailJob } from "../mail/send-mail-job.ts";
import type { JobDefinition } from "./job.ts";
import { removeOldJobs } from "./remove-old.ts";

/** A definition of any payload. Safe because a stored payload is parsed by the definition before it is run with it. */
export type AnyJob = JobDefinition<JsonValue>;

/** Every kind of job there is. A worker leaves jobs alone whose name is not here: a newer version made them. */
export const JOBS: readonly AnyJob[] = [
  sealAuditJob,
  tendAuditJob,
  verifyAuditJob,
  removeOldWindowsJob,
  removeOldJobs,
  ...campaignJobs,
  importContactsJob,
  tendImportsJob,
  cleanUpFiles,
  sweepFiles,
  sendMailJob,
  removeOldMail,
  sendPasswordResetJob,
  sendEmailChangeJob,
  sendSignUpJob,
  sendLockNoticeJob,
  purgeAccountsJob,
  forgetAttemptsJob,
];
