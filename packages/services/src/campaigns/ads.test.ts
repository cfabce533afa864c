import { AD_BUDGET_MAX, AD_BUDGET_MIN } from "@causeway/contract";
import { createEmbeddedProviders, ProviderError } from "@causeway/providers";
import { type Actor, createTestApp, createTestClock, DIALECTS, type TestApp } from "@causeway/testing";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { letPass } from "../../test/campaigns/sms-campaign.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const DAY_MINUTES = 24 * 60;

const AD = { item: "Oysters", offer: "Two for one", dailyBudgetMinor: 2500 };
const COPY = { headline: "Oysters, twice", text: "Come at five." };

async function uploadPicture(app: TestApp, owner: Actor): Promise<string> {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#0b5f73" } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set("restaurantId", owner.restaurantId);
  form.set("purpose", "campaign-picture");
  form.set("file", new File([new Uint8Array(bytes)], "dish.png", { type: "image/png" }));
  return (await app.as(owner).files.upload(form)).id;
}

const isAttached = async (app: TestApp, owner: Actor, id: string) => (await app.as(owner).files.get({ id })).isAttached;

describe.each(DIALECTS)("ads on %s", (dialect) => {
  it("are previewed without a trace: words that say who wrote them, and a code", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor({ restaurantName: "The Salt Road" });
    const { restaurantId } = owner;
    const preview = await app.as(owner).campaigns.previewAd({ restaurantId, item: "Crème brûlée 2x", offer: "Two for one" });
    expect(preview).toMatchObject({ writtenBy: "embedded", promoCode: "CREMEBMON" });
    expect(preview.copy.headline).toBe("Crème brûlée 2x: Two for one");
    expect(preview.copy.text).toContain("Show code CREMEBMON.");
    const other = await app.as(owner).campaigns.previewAd({
      restaurantId,
      businessName: "Salt Bar",
      item: "牡蠣",
      offer: "x",
      promoCode: "five-5",
    });
    expect(other).toMatchObject({
      promoCode: "FIVE-5",
      copy: { headline: "牡蠣: x", text: "Salt Bar: 牡蠣. x. Show code FIVE-5." },
    });
    expect(await app.db.$count(app.db.tables.campaign)).toBe(0);
  });

  it("are made with words, a code and a link where none are given, and with the caller's own where they are", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor({ restaurantName: "The Salt Road" });
    const { restaurantId } = owner;
    const written = await app.as(owner).campaigns.createAd({ restaurantId, ...AD });
    expect(written).toMatchObject({
      type: "ad",
      status: "draft",
      name: "Oysters: Two for one",
      budgetMinor: 2500,
      promoCode: "OYSTERMON",
      sms: null,
      ad: {
        kind: "ad",
        businessName: "The Salt Road",
        writtenBy: "embedded",
        link: "https://www.google.com/maps/search/?api=1&query=The+Salt+Road",
      },
    });
    const own = await app
      .as(owner)
      .campaigns.createAd({ restaurantId, ...AD, copy: COPY, name: "Mine", link: "https://salt.example/menu" });
    expect(own).toMatchObject({ name: "Mine", ad: { copy: COPY, writtenBy: "you", link: "https://salt.example/menu" } });
  });

  it.each([
    [{ dailyBudgetMinor: AD_BUDGET_MIN - 1 }, "The daily budget is $5.00 at least."],
    [{ dailyBudgetMinor: AD_BUDGET_MAX + 1 }, "The daily budget is $1,000.00 at most."],
    [{ dailyBudgetMinor: 500.5 }, "The daily budget is in whole cents."],
    [{ item: " " }, "Say what the ad is about."],
    [{ link: "javascript:alert(1)" }, "Enter a web address"],
    [{ promoCode: "a b" }, "A code has 1 to 20 letters"],
  ])("J07 are refused with %j, in words", async (wrong, message) => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const answer = await app.request("/v1/campaigns/create-ad", {
      method: "POST",
      headers: { authorization: `Bearer ${owner.accessToken}`, "content-type": "application/json" },
      body: JSON.stringify({ restaurantId: owner.restaurantId, ...AD, ...wrong }),
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(message);
  });

  it("show a picture of the restaurant's own, which is let go when nothing shows it any more", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, stranger] = [await app.createActor(), await app.createActor()];
    const as = app.as(owner).campaigns;
    const { restaurantId } = owner;
    const pictureFileId = await uploadPicture(app, owner);
    const foreign = app.as(stranger).campaigns.createAd({ restaurantId: stranger.restaurantId, ...AD, copy: COPY, pictureFileId });
    await expect(foreign).rejects.toEqual(reason("FILE_NOT_FOUND"));
    const { id } = await as.createAd({ restaurantId, ...AD, copy: COPY, pictureFileId });
    const copy = await as.duplicate({ id });
    expect([copy.pictureFileId, await isAttached(app, owner, pictureFileId)]).toEqual([pictureFileId, true]);
    await as.updateAd({ id, pictureFileId: null });
    expect(await isAttached(app, owner, pictureFileId)).toBe(true);
    await as.launch({ id: copy.id });
    await app.runJobs();
    const [ad] = [...app.providers.ads.created.values()];
    expect(ad?.picture).toMatchObject({ name: "dish.png", mediaType: "image/png" });
    expect(ad?.picture?.bytes.length).toBeGreaterThan(0);
    const draft = await as.createAd({ restaurantId, ...AD, copy: COPY, pictureFileId: await uploadPicture(app, owner) });
    await as.delete({ id: draft.id });
    expect(await isAttached(app, owner, draft.pictureFileId ?? "")).toBe(false);
  });

  it("are changed in what is given while they have not started", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    const { id, ad } = await as.createAd({ restaurantId: owner.restaurantId, ...AD });
    const changed = await as.updateAd({ id, offer: "Three for one", dailyBudgetMinor: 500, copy: COPY });
    expect(changed).toMatchObject({ budgetMinor: 500, ad: { ...ad, offer: "Three for one", copy: COPY, writtenBy: "you" } });
    await expect(as.updateSms({ id, offer: "x" })).rejects.toEqual(reason("CAMPAIGN_TYPE"));
    await as.launch({ id });
    await app.runJobs();
    await expect(as.updateAd({ id, offer: "x" })).rejects.toEqual(reason("CAMPAIGN_STATE"));
  });

  it("J01 fifty equal requests with one id make one campaign and one ad; J02 another request with that id is refused", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const id = "01900000-0000-7000-8000-000000000001";
    const request = { id, restaurantId: owner.restaurantId, ...AD, start: { kind: "now" as const } };
    const same = await Promise.all(Array.from({ length: 50 }, () => app.as(owner).campaigns.createAd(request)));
    expect(new Set(same.map((one) => JSON.stringify(one))).size).toBe(1);
    await app.runJobs();
    expect(app.providers.ads.created.size).toBe(1);
    expect(await app.db.$count(app.db.tables.campaign)).toBe(1);
    const other = app.as(owner).campaigns.createAd({ ...request, dailyBudgetMinor: 2501 });
    await expect(other).rejects.toEqual(reason("CAMPAIGN_ID_TAKEN"));
    const stranger = await app.createActor();
    const foreign = app.as(stranger).campaigns.createAd({ ...request, restaurantId: stranger.restaurantId });
    await expect(foreign).rejects.toEqual(reason("CAMPAIGN_ID_TAKEN"));
    const sms = app.as(owner).campaigns.createSms({ id, restaurantId: owner.restaurantId, offer: "x" });
    await expect(sms).rejects.toEqual(reason("CAMPAIGN_ID_TAKEN"));
  });

  it("tell the channel when they are paused, resumed and ended", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    const { id } = await as.createAd({ restaurantId: owner.restaurantId, ...AD, copy: COPY, start: { kind: "now" } });
    await app.runJobs();
    const told = () => [...app.providers.ads.created.values()][0]?.status;
    expect(told()).toBe("active");
    await as.pause({ id });
    await app.runJobs();
    expect(told()).toBe("paused");
    await as.resume({ id });
    await app.runJobs();
    expect(told()).toBe("active");
    await as.complete({ id });
    await app.runJobs();
    expect(told()).toBe("paused");
  });

  it("bring in figures day by day: read on demand and by the hour, corrected, never counted twice", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const as = app.as(owner).campaigns;
    const { id } = await as.createAd({ restaurantId, ...AD, copy: COPY, start: { kind: "now" } });
    await app.runJobs();
    app.clock.advance(3 * DAY_MINUTES * 60_000);
    expect(await as.syncResults({ id })).toMatchObject({ isNew: true });
    expect(await as.syncResults({ id })).toMatchObject({ isNew: false });
    await app.runJobs();
    await as.syncResults({ id });
    await app.runJobs();
    const { totals, daily } = await as.results({ id, days: 7 });
    const [ad] = [...app.providers.ads.created.values()];
    const days = await app.providers.ads.listDays(ad?.id ?? "", { since: "2026-03-02", until: "2026-03-05" });
    const sum = (figure: "impressions" | "reach" | "clicks" | "spendMinor" | "conversions") =>
      days.reduce((all, day) => all + day[figure], 0);
    expect(totals).toEqual({
      impressions: sum("impressions"),
      reach: sum("reach"),
      clicks: sum("clicks"),
      spendMinor: sum("spendMinor"),
      conversions: sum("conversions"),
      reengaged: 0,
    });
    expect(totals.spendMinor).toBeGreaterThan(0);
    expect(daily.map(({ day, spendMinor }) => [day, spendMinor > 0])).toEqual([
      ["2026-02-27", false],
      ["2026-02-28", false],
      ["2026-03-01", false],
      ["2026-03-02", true],
      ["2026-03-03", true],
      ["2026-03-04", true],
      ["2026-03-05", true],
    ]);
    const dashboard = await app.as(owner).restaurants.dashboard({ restaurantId });
    expect(dashboard.newCustomers).toEqual({ current: totals.conversions, previous: 0 });
    expect(dashboard.spendMinor.current).toBe(totals.spendMinor);
    const { text } = await as.export({ restaurantId });
    expect(text).toContain(`,25.00,${(totals.spendMinor / 100).toFixed(2)},${totals.impressions},`);
    await expect(
      app.as(owner).campaigns.syncResults({ id: (await as.createSms({ restaurantId, offer: "x" })).id }),
    ).rejects.toEqual(reason("CAMPAIGN_TYPE"));
  });
});

describe.each(DIALECTS)("an ad service whose account is behind UTC, on %s", (dialect) => {
  it("is asked from the day on which the ad began there, so that its first evening is paid for", async () => {
    const clock = createTestClock();
    const { ads } = createEmbeddedProviders({ clock });
    const asked: string[] = [];
    const behind: typeof ads = {
      ...ads,
      daysBehind: 1,
      async listDays(id, days) {
        asked.push(days.since);
        return ads.listDays(id, days);
      },
    };
    await using app = await createTestApp({ dialect, clock, providers: { ads: behind } });
    const owner = await app.createActor();
    const as = app.as(owner).campaigns;
    const { id } = await as.createAd({ restaurantId: owner.restaurantId, ...AD, copy: COPY, start: { kind: "now" } });
    await app.runJobs();
    await as.syncResults({ id });
    await app.runJobs();
    expect(asked).toEqual(["2026-03-01"]);
    expect((await as.results({ id, days: 7 })).daily.filter(({ spendMinor }) => spendMinor > 0)).toHaveLength(2);
  });
});

describe.each(DIALECTS)("an ad service that fails, on %s", (dialect) => {
  async function createWorld(create: (attempt: number) => ProviderError | null) {
    const clock = createTestClock();
    const { ads } = createEmbeddedProviders({ clock });
    let calls = 0;
    const failing = {
      ...ads,
      async create(...args: Parameters<typeof ads.create>) {
        const failure = create(++calls);
        if (failure) throw failure;
        return ads.create(...args);
      },
    };
    const app = await createTestApp({ dialect, clock, providers: { ads: failing } });
    const owner = await app.createActor();
    const { id } = await app
      .as(owner)
      .campaigns.createAd({ restaurantId: owner.restaurantId, ...AD, copy: COPY, start: { kind: "now" } });
    return { app, owner, id, ads, failing, calls: () => calls, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  }

  it("refuses: the campaign has failed with its words at once, and can be launched again", async () => {
    let isRefusing = true;
    await using world = await createWorld(() =>
      isRefusing ? new ProviderError({ failure: "refused", message: "the picture is too small" }) : null,
    );
    const { app, owner, id } = world;
    await app.runJobs();
    expect(await app.as(owner).campaigns.get({ id })).toMatchObject({
      status: "failed",
      failure: "The ad service refused it: the picture is too small",
      isWithChannel: false,
    });
    isRefusing = false;
    await app.as(owner).campaigns.launch({ id });
    await app.runJobs();
    expect(await app.as(owner).campaigns.get({ id })).toMatchObject({ status: "active", failure: null, isWithChannel: true });
  });

  it.each(["timeout", "unavailable", "rate-limited", "malformed"] as const)(
    "%s: is asked again under the same key",
    async (failure) => {
      await using world = await createWorld((attempt) => (attempt < 3 ? new ProviderError({ failure, message: "no" }) : null));
      const { app, owner, id, ads } = world;
      await letPass(app, 10);
      expect(await app.as(owner).campaigns.get({ id })).toMatchObject({ status: "active", isWithChannel: true });
      expect([...ads.created.values()].map(({ key }) => key)).toEqual([id]);
    },
  );

  it("stays away: the campaign has failed after the last attempt, and says so", async () => {
    await using world = await createWorld(() => new ProviderError({ failure: "unavailable", message: "no" }));
    const { app, owner, id } = world;
    await letPass(app, 120);
    expect(await app.as(owner).campaigns.get({ id })).toMatchObject({
      status: "failed",
      failure: "The ad service could not be reached. Please launch it again later.",
    });
    expect(world.calls()).toBe(5);
  });

  it("takes the ad after its campaign was paused: it is paused there as well", async () => {
    await using world = await createWorld(() => null);
    const { app, owner, id, ads, failing } = world;
    const { create } = failing;
    failing.create = async (...args) => {
      await app.as(owner).campaigns.pause({ id });
      return create(...args);
    };
    await app.runJobs();
    expect([...ads.created.values()].map(({ status }) => status)).toEqual(["paused"]);
    expect(await app.as(owner).campaigns.get({ id })).toMatchObject({ status: "paused", isWithChannel: true });
  });

  it.each(["given the same time twice", "paused and resumed"])(
    "is asked for one ad by one job, though the campaign was %s while another worker looks for work",
    async (what) => {
      await using world = await createWorld(() => null);
      const { app, owner, id, failing } = world;
      const as = app.as(owner).campaigns;
      if (what === "given the same time twice") {
        const { scheduledAt } = await as.get({ id });
        await as.unschedule({ id });
        await as.schedule({ id, at: scheduledAt ?? app.clock() });
      }
      const { create } = failing;
      let isFirst = true;
      failing.create = async (...args) => {
        if (isFirst) {
          isFirst = false;
          if (what === "paused and resumed") {
            await as.pause({ id });
            await as.resume({ id });
          }
          await app.runJobs();
        }
        return create(...args);
      };
      await app.runJobs();
      expect(world.calls()).toBe(1);
      expect(await as.get({ id })).toMatchObject({ status: "active", isWithChannel: true });
    },
  );

  it("does not take a pause, or the end: its owner reads that the ad may still run, until it does take it", async () => {
    await using world = await createWorld(() => null);
    const { app, owner, id, failing } = world;
    const as = app.as(owner).campaigns;
    await app.runJobs();
    const { setStatus } = failing;
    failing.setStatus = async () => {
      throw new ProviderError({ failure: "unavailable", message: "no" });
    };
    await as.pause({ id });
    await letPass(app, 60);
    expect(await as.get({ id })).toMatchObject({ status: "paused", failure: expect.stringContaining("may still run") });
    failing.setStatus = setStatus;
    await as.complete({ id });
    await app.runJobs();
    expect(await as.get({ id })).toMatchObject({ status: "completed", failure: null });
  });

  it("does not take the status: the campaign has failed, so that somebody looks", async () => {
    await using world = await createWorld(() => null);
    const { app, owner, id, failing } = world;
    await app.runJobs();
    await app.as(owner).campaigns.pause({ id });
    await app.runJobs();
    failing.setStatus = async () => {
      throw new ProviderError({ failure: "refused", message: "no such ad" });
    };
    await app.as(owner).campaigns.resume({ id });
    await app.runJobs();
    expect(await app.as(owner).campaigns.get({ id })).toMatchObject({
      status: "failed",
      failure: expect.stringContaining("check it there"),
    });
  });
});
