import { type CampaignDetail, UpdateAdInput, UpdateSmsInput } from "@causeway/contract";
import { everyPage, LegacyRefusal, type LegacyRequest } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { fitting } from "../fitting.ts";
import { campaignOwner, campaignReader, detail } from "./access.ts";
import { showCampaign, showCampaigns } from "./campaigns-shown.ts";
import { jsonChange } from "./fields.ts";
import { getOwn, type OwnCampaign } from "./own-campaign.ts";
import { REFUSALS, row } from "./row.ts";

const STATES = ["active", "draft", "completed", "paused", "pending_review"] as const;
type State = (typeof STATES)[number];
const LIFE = ["momentum-target", "momentum-target-life"];

interface Change {
  name?: string;
  status?: State;
  budget?: number;
  offer?: string;
  item?: string;
}

/** What the target let be changed; other details are not the campaign's any more. */
function readChange({ body }: LegacyRequest): Change {
  const { details, ...change } = jsonChange(body, STATES);
  const { offer, item_to_promote: item } = details;
  return { ...change, ...(typeof offer === "string" ? { offer } : {}), ...(typeof item === "string" ? { item } : {}) };
}

/** The step from one state to another, where there is one. */
async function moveTo(
  { campaigns }: Pick<Caller, "campaigns">,
  { id, status }: CampaignDetail,
  to: State,
): Promise<CampaignDetail | null> {
  if (status === to || (to === "pending_review" && status === "scheduled")) return null;
  if (to === "paused") return campaigns.pause({ id });
  if (to === "completed") return campaigns.complete({ id });
  if (to === "draft") return campaigns.unschedule({ id });
  return status === "paused" ? campaigns.resume({ id }) : campaigns.launch({ id });
}

const change =
  (call: Caller) =>
  async ({ own, to }: { own: OwnCampaign; to: Change }) => {
    const { updateAd, updateSms } = call.campaigns;
    const { status, budget, item, ...texts } = to;
    let campaign = await getOwn(call, own);
    const isText = Object.keys(texts).length > 0;
    if (campaign.type === "ad" && (isText || budget !== undefined || item !== undefined)) {
      const cents = budget === undefined ? {} : { dailyBudgetMinor: Math.round(budget * 100) };
      const input = { id: own.id, ...texts, ...(item === undefined ? {} : { item }), ...cents };
      campaign = await updateAd(fitting(UpdateAdInput, input, detail));
    } else if (campaign.type === "sms" && isText) {
      campaign = await updateSms(fitting(UpdateSmsInput, { id: own.id, ...texts }, detail));
    }
    return (status && (await moveTo(call, campaign, status))) ?? campaign;
  };

/** Only from the one state that the target allowed. */
const step =
  (from: CampaignDetail["status"], refusal: string, verb: "launch" | "pause") => (call: Caller) => async (own: OwnCampaign) => {
    const { launch, pause } = call.campaigns;
    const { id, status } = await getOwn(call, own);
    if (status !== from) throw new LegacyRefusal(detail(400, refusal));
    return verb === "launch" ? launch({ id }) : pause({ id });
  };

const ownOf = ({
  request: { params },
  who,
}: {
  request: LegacyRequest<"campaignId">;
  who: { restaurantId: string };
}): OwnCampaign => ({
  id: params.campaignId,
  restaurantId: who.restaurantId,
});

const STATE_REFUSED = detail(400, "The campaign is not in a state that allows this");

export const targetCampaignRows = [
  row("GET /api/campaigns/:restaurantId", {
    summary: "A restaurant's campaigns, newest first.",
    access: campaignReader,
    calls:
      ({ campaigns: { list } }) =>
      async (restaurantId: string | null) =>
        restaurantId === null ? [] : everyPage(list)({ restaurantId }),
    input: ({ who }) => who.restaurantId,
    answer: async (rows, { tools }) => ({ success: true, campaigns: await showCampaigns(tools, rows), total: rows.length }),
    refusals: REFUSALS,
    divergences: LIFE,
  }),

  row("GET /api/campaigns/campaign/:campaignId", {
    summary: "One campaign.",
    access: campaignOwner,
    calls: (call) => (own: OwnCampaign) => getOwn(call, own),
    input: ownOf,
    answer: (campaign, { tools }) => showCampaign(tools, campaign),
    refusals: REFUSALS,
    divergences: LIFE,
  }),

  row("PUT /api/campaigns/campaign/:campaignId", {
    summary: "Changes a campaign's name, budget, offer or state.",
    access: campaignOwner,
    calls: change,
    input: (at) => ({ own: ownOf(at), to: readChange(at.request) }),
    answer: (campaign, { tools }) => showCampaign(tools, campaign),
    refusals: { ...REFUSALS, CAMPAIGN_STATE: STATE_REFUSED },
    divergences: LIFE,
  }),

  row("DELETE /api/campaigns/campaign/:campaignId", {
    summary: "Removes a draft.",
    access: campaignOwner,
    calls: (call) => async (own: OwnCampaign) => {
      const { id } = await getOwn(call, own);
      await call.campaigns.delete({ id });
      return id;
    },
    input: ownOf,
    answer: (campaign_id) => ({ success: true, message: "Campaign deleted successfully", campaign_id }),
    refusals: { ...REFUSALS, CAMPAIGN_STATE: detail(400, "Only draft campaigns can be deleted") },
    divergences: LIFE,
  }),

  row("POST /api/campaigns/campaign/:campaignId/launch", {
    summary: "Starts a draft.",
    access: campaignOwner,
    calls: step("draft", "Only draft campaigns can be launched", "launch"),
    input: ownOf,
    answer: async (campaign, { tools }) => ({
      success: true,
      message: "Campaign launched successfully",
      campaign: await showCampaign(tools, campaign),
    }),
    refusals: { ...REFUSALS, CAMPAIGN_STATE: STATE_REFUSED, CAMPAIGN_INCOMPLETE: detail(400, "The campaign is not complete") },
    divergences: LIFE,
  }),

  row("PUT /api/campaigns/campaign/:campaignId/pause", {
    summary: "Stops an active campaign for a while.",
    access: campaignOwner,
    calls: step("active", "Only active campaigns can be paused", "pause"),
    input: ownOf,
    answer: async (campaign, { tools }) => ({
      success: true,
      message: "Campaign paused successfully",
      campaign: await showCampaign(tools, campaign),
    }),
    refusals: { ...REFUSALS, CAMPAIGN_STATE: STATE_REFUSED },
    divergences: LIFE,
  }),
];
