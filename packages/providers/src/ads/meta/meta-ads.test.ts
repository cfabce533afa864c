import { expect, test } from "vitest";
import { checksFailures } from "../../test/checks-failures.ts";
import { startLoopback } from "../../test/loopback.ts";
import { checksAdsProvider, NEW_AD } from "../test/checks-ads-provider.ts";
import { ACCESS_TOKEN, AD_ACCOUNT_ID, type FakeMeta, PAGE_ID, startFakeMeta } from "../test/fake-meta.ts";
import { createMetaAds, type MetaOptions } from "./meta-ads.ts";

const open = (baseUrl: string, options: Partial<MetaOptions> = {}) =>
  createMetaAds({ accessToken: ACCESS_TOKEN, adAccountId: AD_ACCOUNT_ID, pageId: PAGE_ID, baseUrl, ...options });

const DAY_MS = 86_400_000;

function figuresOfSpring(): Record<string, unknown>[] {
  const first = Date.parse("2026-02-01");
  return Array.from({ length: 30 }, (_, index) => {
    const day = new Date(first + index * DAY_MS).toISOString().slice(0, 10);
    return {
      date_start: day,
      date_stop: day,
      impressions: "1000",
      reach: "800",
      clicks: "12",
      spend: "19.99",
      account_currency: "USD",
    };
  });
}

const objectsOf = (fake: FakeMeta) => fake.objects.map(({ kind }) => kind);

checksAdsProvider("Meta", async () => {
  const fake = await startFakeMeta();
  fake.insights = figuresOfSpring().reverse();
  fake.pageSize = 3;
  return {
    provider: open(fake.url),
    statusOf: (id) => (fake.objects.find((object) => object.id === id)?.fields["status"] === "ACTIVE" ? "active" : "paused"),
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
});

checksFailures({
  service: "Meta",
  answer: () => ({ status: 500, body: "" }),
  call: (url, { timeoutMs, signal }) => open(url, { timeoutMs }).create({ ...NEW_AD, text: "between you and me" }, signal),
  secrets: [ACCESS_TOKEN, "between you and me"],
});

test("an ad is a campaign, an ad set, a creative and an ad, and the picture goes up as it is", async () => {
  await using fake = await startFakeMeta();
  const { id, url } = await open(fake.url, { countries: ["US", "CA"] }).create(NEW_AD);
  const [campaign, adSet, creative, ad] = fake.objects;
  expect(objectsOf(fake)).toEqual(["campaigns", "adsets", "adcreatives", "ads"]);
  expect(campaign?.name).toBe(`Margherita week [${NEW_AD.key}]`);
  expect(adSet?.fields).toMatchObject({ campaign_id: campaign?.id, daily_budget: "2500" });
  expect(JSON.parse(adSet?.fields["targeting"] ?? "")).toMatchObject({ geo_locations: { countries: ["US", "CA"] } });
  const [[hash, bytes] = []] = fake.pictures;
  expect(bytes).toEqual(Buffer.from(NEW_AD.picture?.bytes ?? []));
  expect(JSON.parse(creative?.fields["object_story_spec"] ?? "").link_data).toMatchObject({
    link: NEW_AD.link,
    message: NEW_AD.text,
    name: NEW_AD.headline,
    image_hash: hash,
  });
  expect(JSON.parse(ad?.fields["creative"] ?? "")).toEqual({ creative_id: creative?.id });
  expect(ad?.id).toBe(id);
  expect(url).toBe(`https://adsmanager.facebook.com/adsmanager/manage/ads?act=${AD_ACCOUNT_ID}&selected_ad_ids=${id}`);
  expect(fake.requests.some(({ path, query }) => `${path}?${query.toString()}`.includes(ACCESS_TOKEN))).toBe(false);
});

test("a try that broke off at any step goes on where it was, and makes nothing twice", async () => {
  // Of the eight requests of a first try, each fails once after it was done.
  for (let broken = 1; broken <= 8; broken++) {
    await using fake = await startFakeMeta();
    let count = 0;
    await using between = await startLoopback(async (request) => {
      const forwarded = await fetch(`${fake.url}${request.path}${request.query.size > 0 ? `?${request.query.toString()}` : ""}`, {
        method: request.method,
        headers: { authorization: request.headers.authorization ?? "", "content-type": request.headers["content-type"] ?? "" },
        ...(request.method === "POST" ? { body: new Uint8Array(request.body) } : {}),
      });
      const body = await forwarded.text();
      return ++count === broken ? { status: 500, body: "" } : { status: forwarded.status, body };
    });
    const meta = open(between.url);
    await expect(meta.create(NEW_AD)).rejects.toMatchObject({ failure: "timeout", mayBeDone: true });
    const { id } = await meta.create(NEW_AD);
    expect(
      objectsOf(fake)
        .filter((kind) => kind !== "adcreatives")
        .sort(),
    ).toEqual(["ads", "adsets", "campaigns"]);
    expect(fake.objects.find(({ kind }) => kind === "ads")?.id).toBe(id);
  }
});

test("money is read in the minor unit of its currency, and conversions are counted once", async () => {
  await using fake = await startFakeMeta();
  const meta = open(fake.url);
  const { id } = await meta.create(NEW_AD);
  const actions = [
    { action_type: "link_click", value: "40" },
    { action_type: "omni_purchase", value: "3" },
    { action_type: "offsite_conversion.fb_pixel_purchase", value: "3" },
    { action_type: "lead", value: "2" },
  ];
  fake.insights = [
    { date_start: "2026-03-01", impressions: "10", spend: "0.29", account_currency: "USD", actions },
    { date_start: "2026-03-02", spend: "1250", account_currency: "JPY" },
  ];
  expect(await meta.listDays(id, { since: "2026-03-01", until: "2026-03-02" })).toEqual([
    { day: "2026-03-01", impressions: 10, reach: 0, clicks: 0, spendMinor: 29, conversions: 5 },
    { day: "2026-03-02", impressions: 0, reach: 0, clicks: 0, spendMinor: 1250, conversions: 0 },
  ]);
});

test.each([
  [400, { code: 17 }, {}, { failure: "rate-limited", code: "17", retryAfterSeconds: null }],
  [
    400,
    { code: 80_004, error_subcode: 2_446_079 },
    { "x-business-use-case-usage": '{"1":[{"type":"ads_management","estimated_time_to_regain_access":5}]}' },
    { failure: "rate-limited", code: "80004/2446079", retryAfterSeconds: 300 },
  ],
  [401, { code: 190, error_subcode: 463 }, {}, { failure: "unavailable", code: "190/463" }],
  [403, { code: 294 }, {}, { failure: "unavailable", code: "294" }],
  [400, { code: 2, is_transient: true }, {}, { failure: "timeout", mayBeDone: true }],
  [400, { code: 100, error_subcode: 1_885_183 }, {}, { failure: "refused", code: "100/1885183" }],
])("%i with %j is understood", async (status, fault, headers, expected) => {
  await using loopback = await startLoopback(() => ({
    status,
    headers,
    body: { error: { message: `Secret: ${ACCESS_TOKEN}`, type: "OAuthException", ...fault } },
  }));
  const error: unknown = await open(loopback.url)
    .create(NEW_AD)
    .catch((failure: unknown) => failure);
  expect(error).toMatchObject(expected);
  expect(String(error)).not.toContain(ACCESS_TOKEN);
});
