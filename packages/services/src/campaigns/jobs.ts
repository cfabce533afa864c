import { pushAdStatusJob } from "./ads/push-status-job.ts";
import { syncAdResultsJob } from "./ads/results-job.ts";
import { collectReportsJob } from "./sms/reports-job.ts";
import { sendSmsJob } from "./sms/send-job.ts";
import { startCampaignJob } from "./start-job.ts";
import { tendCampaignsJob } from "./tend-job.ts";

export const campaignJobs = [
  startCampaignJob,
  pushAdStatusJob,
  syncAdResultsJob,
  sendSmsJob,
  collectReportsJob,
  tendCampaignsJob,
] as const;
