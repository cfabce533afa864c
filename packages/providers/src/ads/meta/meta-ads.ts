import { z } from "zod";
import { ProviderError } from "../../provider-error.ts";
import type { AdsProvider, NewAd } from "../ads.ts";
import { createGraphClient, type GraphClient, type GraphOptions } from "./graph-client.ts";
import { listInsights } from "./insights.ts";

export interface MetaOptions extends GraphOptions {
  /** Without `act_`. */
  adAccountId: string;
  /** The page in whose name the ads appear. */
  pageId: string;
  /** Where the ads are shown: countries by ISO 3166-1. The United States unless told. */
  countries?: readonly string[];
}

const Created = z.object({ id: z.string().regex(/^\d+$/) });
const Named = z.object({ data: z.array(Created) });
const Images = z.object({ images: z.record(z.string(), z.object({ hash: z.string() })) });
const Done = z.object({ success: z.literal(true) });

/** The Marketing API takes names of up to 400 characters. */
const nameOf = ({ name, key }: NewAd) => `${name.slice(0, 200)} [${key}]`;

/** Objects of the account whose name has the key: what an earlier try of the same ad left behind. */
const byKey = (key: string) => ({
  fields: "id",
  limit: "1",
  filtering: [{ field: "name", operator: "CONTAIN", value: `[${key}]` }],
});

/**
 * Ads on Facebook and Instagram by the Marketing API. An ad is four objects there: a campaign, an ad set with budget and
 * audience, a creative with the words and the picture, and the ad. Each carries the key in its name, so that a try that broke
 * off goes on where it was. Plain requests, as the maintained SDK puts the token into addresses and errors, cannot upload
 * pictures, be given up or be pointed elsewhere, and reports its crashes to its maker.
 */
export function createMetaAds(options: MetaOptions): AdsProvider {
  const { adAccountId, pageId, countries = ["US"] } = options;
  const account = `act_${adAccountId}`;
  const graph = createGraphClient(options);

  /** Finds it by the key, or makes it. */
  async function ensure(
    edge: { parent: string; kind: "campaigns" | "adsets" | "ads" },
    ad: NewAd,
    fields: () => Promise<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): Promise<string> {
    const [existing] = (await graph.get(`${edge.parent}/${edge.kind}`, byKey(ad.key), Named, signal)).data;
    if (existing) return existing.id;
    const made = await graph.post(`${account}/${edge.kind}`, { name: nameOf(ad), ...(await fields()) }, Created, signal);
    return made.id;
  }

  const createCampaign = (ad: NewAd, signal: AbortSignal | undefined) =>
    ensure(
      { parent: account, kind: "campaigns" },
      ad,
      async () => ({
        objective: "OUTCOME_TRAFFIC",
        special_ad_categories: [],
        is_adset_budget_sharing_enabled: false,
        status: "ACTIVE",
      }),
      signal,
    );

  const createAdSet = (ad: NewAd, campaignId: string, signal: AbortSignal | undefined) =>
    ensure(
      { parent: campaignId, kind: "adsets" },
      ad,
      async () => ({
        campaign_id: campaignId,
        daily_budget: String(ad.dailyBudgetMinor),
        billing_event: "IMPRESSIONS",
        optimization_goal: "LINK_CLICKS",
        bid_strategy: "LOWEST_COST_WITHOUT_CAP",
        targeting: { geo_locations: { countries }, targeting_automation: { advantage_audience: 0 } },
        status: "ACTIVE",
      }),
      signal,
    );

  async function createCreative(ad: NewAd, signal: AbortSignal | undefined): Promise<string> {
    const imageHash = ad.picture === null ? null : await uploadPicture(graph, account, ad.picture, signal);
    const linkData = {
      link: ad.link,
      message: ad.text,
      name: ad.headline,
      call_to_action: { type: "LEARN_MORE", value: { link: ad.link } },
      ...(imageHash === null ? {} : { image_hash: imageHash }),
    };
    const fields = { name: nameOf(ad), object_story_spec: { page_id: pageId, link_data: linkData } };
    return (await graph.post(`${account}/adcreatives`, fields, Created, signal)).id;
  }

  return {
    name: "meta",
    daysBehind: 1,
    async create(ad, signal) {
      const campaignId = await createCampaign(ad, signal);
      const adSetId = await createAdSet(ad, campaignId, signal);
      const fields = async () => ({
        adset_id: adSetId,
        creative: { creative_id: await createCreative(ad, signal) },
        status: "ACTIVE",
      });
      const id = await ensure({ parent: adSetId, kind: "ads" }, ad, fields, signal);
      const query = new URLSearchParams({ act: adAccountId, selected_ad_ids: id });
      return { id, url: `https://adsmanager.facebook.com/adsmanager/manage/ads?${query.toString()}` };
    },
    async setStatus(id, status, signal) {
      await graph.post(adPath(id), { status: status === "active" ? "ACTIVE" : "PAUSED" }, Done, signal);
    },
    listDays: async (id, days, signal) => listInsights(graph, adPath(id), days, signal),
  };
}

/** Ids come back to us from storage: nothing but digits becomes part of an address. */
function adPath(id: string): string {
  if (/^\d+$/.test(id)) return id;
  throw new ProviderError({ failure: "refused", code: "100", message: "There is no such ad at Meta." });
}

async function uploadPicture(
  graph: GraphClient,
  account: string,
  picture: NonNullable<NewAd["picture"]>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const form = new FormData();
  form.set("filename", new File([Buffer.from(picture.bytes)], picture.name, { type: picture.mediaType }));
  const { images } = await graph.post(`${account}/adimages`, form, Images, signal);
  const [image] = Object.values(images);
  if (!image) throw new ProviderError({ failure: "malformed", message: "Meta took the picture and gave no hash for it." });
  return image.hash;
}
