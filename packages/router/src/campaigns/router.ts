import { Campaign, CampaignPage, GetCampaignInput, ListCampaignsInput } from "@causeway/contract";
import { getCampaign, listCampaigns } from "@causeway/services";
import { permissionProcedure, router } from "../core/trpc.ts";

export const campaignsRouter = router({
  list: permissionProcedure("campaign:read")
    .meta({ summary: "A restaurant's campaigns, newest first." })
    .input(ListCampaignsInput)
    .output(CampaignPage)
    .query(({ ctx, input }) => listCampaigns(ctx, input)),

  get: permissionProcedure("campaign:read")
    .meta({ summary: "One campaign." })
    .input(GetCampaignInput)
    .output(Campaign)
    .query(({ ctx, input }) => getCampaign(ctx, input)),
});
