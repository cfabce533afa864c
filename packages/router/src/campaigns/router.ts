import {
  AdPreview,
  CampaignCommand,
  CampaignDetail,
  CampaignPage,
  CampaignProgress,
  CampaignResults,
  CampaignResultsInput,
  CreateAdInput,
  CreateSmsInput,
  Done,
  EnqueuedJob,
  ExportCampaignsInput,
  ExportPart,
  GetCampaignInput,
  ListCampaignsInput,
  ListRecipientsInput,
  PreviewAdInput,
  PreviewSmsInput,
  RecipientPage,
  ScheduleCampaignInput,
  SmsPreview,
  UpdateAdInput,
  UpdateSmsInput,
} from "@causeway/contract";
import {
  completeCampaign,
  createAd,
  createSms,
  deleteCampaign,
  duplicateCampaign,
  exportCampaigns,
  getCampaign,
  getCampaignProgress,
  getCampaignResults,
  launchCampaign,
  listCampaigns,
  listRecipients,
  pauseCampaign,
  previewAd,
  previewSms,
  resumeCampaign,
  scheduleCampaign,
  syncAdResults,
  unscheduleCampaign,
  updateAd,
  updateSms,
  watchCampaign,
} from "@causeway/services";
import { streamOf } from "../core/stream-of.ts";
import { permissionProcedure, router } from "../core/trpc.ts";

export const campaignsRouter = router({
  list: permissionProcedure("campaign:read")
    .meta({ summary: "A restaurant's campaigns, newest first." })
    .input(ListCampaignsInput)
    .output(CampaignPage)
    .query(({ ctx, input }) => listCampaigns(ctx, input)),

  get: permissionProcedure("campaign:read")
    .meta({ summary: "One campaign with all that is known of it, and what may be done with it." })
    .input(GetCampaignInput)
    .output(CampaignDetail)
    .query(({ ctx, input }) => getCampaign(ctx, input)),

  results: permissionProcedure("campaign:read")
    .meta({ summary: "What a campaign brought in, day by day and in all." })
    .input(CampaignResultsInput)
    .output(CampaignResults)
    .query(({ ctx, input }) => getCampaignResults(ctx, input)),

  progress: permissionProcedure("campaign:read")
    .meta({ summary: "How far a campaign is: its status, and how many of its messages are in each state." })
    .input(GetCampaignInput)
    .output(CampaignProgress)
    .query(({ ctx, input }) => getCampaignProgress(ctx, input)),

  watch: permissionProcedure("campaign:read")
    .meta({ summary: "How far a campaign is, now and after every change." })
    .input(GetCampaignInput)
    .output(streamOf(CampaignProgress))
    .subscription(({ ctx, input, signal }) => watchCampaign(ctx, input, signal ?? new AbortController().signal)),

  recipients: permissionProcedure("campaign:read")
    .meta({ summary: "Who a campaign's messages are for and what became of each." })
    .input(ListRecipientsInput)
    .output(RecipientPage)
    .query(({ ctx, input }) => listRecipients(ctx, input)),

  export: permissionProcedure("campaign:read")
    .meta({ summary: "A restaurant's campaigns with their results as CSV.", download: "campaigns.csv" })
    .input(ExportCampaignsInput)
    .output(ExportPart)
    .query(({ ctx, input }) => exportCampaigns(ctx, input)),

  previewAd: permissionProcedure("campaign:write")
    .meta({ summary: "The words and the code of an ad, without saving anything.", limit: "generation" })
    .input(PreviewAdInput)
    .output(AdPreview)
    .mutation(({ ctx, input }) => previewAd(ctx, input)),

  createAd: permissionProcedure("campaign:write")
    .meta({ summary: "Makes an ad: a draft, or one that starts now or at a time.", limit: "generation" })
    .input(CreateAdInput)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => createAd(ctx, input)),

  updateAd: permissionProcedure("campaign:write")
    .meta({ summary: "Changes an ad that has not started." })
    .input(UpdateAdInput)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => updateAd(ctx, input)),

  previewSms: permissionProcedure("campaign:write")
    .meta({ summary: "A text message, who would get it and what that would cost, without saving anything." })
    .input(PreviewSmsInput)
    .output(SmsPreview)
    .mutation(({ ctx, input }) => previewSms(ctx, input)),

  createSms: permissionProcedure("campaign:write")
    .meta({ summary: "Makes a campaign of text messages: a draft, or one that starts now or at a time." })
    .input(CreateSmsInput)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => createSms(ctx, input)),

  updateSms: permissionProcedure("campaign:write")
    .meta({ summary: "Changes a campaign of text messages that has not started." })
    .input(UpdateSmsInput)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => updateSms(ctx, input)),

  launch: permissionProcedure("campaign:write")
    .meta({ summary: "Starts a campaign now, or goes on with one that failed." })
    .input(CampaignCommand)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => launchCampaign(ctx, input)),

  schedule: permissionProcedure("campaign:write")
    .meta({ summary: "Makes a campaign start at a time, or at another time than before." })
    .input(ScheduleCampaignInput)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => scheduleCampaign(ctx, input)),

  unschedule: permissionProcedure("campaign:write")
    .meta({ summary: "Makes a scheduled campaign a draft again." })
    .input(CampaignCommand)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => unscheduleCampaign(ctx, input)),

  pause: permissionProcedure("campaign:write")
    .meta({ summary: "Stops an active campaign for a while." })
    .input(CampaignCommand)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => pauseCampaign(ctx, input)),

  resume: permissionProcedure("campaign:write")
    .meta({ summary: "Goes on with a paused campaign." })
    .input(CampaignCommand)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => resumeCampaign(ctx, input)),

  complete: permissionProcedure("campaign:write")
    .meta({ summary: "Ends a campaign for good." })
    .input(CampaignCommand)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => completeCampaign(ctx, input)),

  delete: permissionProcedure("campaign:write")
    .meta({ summary: "Removes a draft." })
    .input(CampaignCommand)
    .output(Done)
    .mutation(({ ctx, input }) => deleteCampaign(ctx, input)),

  duplicate: permissionProcedure("campaign:write")
    .meta({ summary: "Makes a draft with the same content." })
    .input(CampaignCommand)
    .output(CampaignDetail)
    .mutation(({ ctx, input }) => duplicateCampaign(ctx, input)),

  syncResults: permissionProcedure("campaign:write")
    .meta({ summary: "Has an ad's figures read now instead of within the hour." })
    .input(CampaignCommand)
    .output(EnqueuedJob)
    .mutation(({ ctx, input }) => syncAdResults(ctx, input)),
});
