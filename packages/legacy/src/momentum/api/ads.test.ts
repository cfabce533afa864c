import { DIALECTS } from "@causeway/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { createOldServer, formOf, type OldServer, PNG, read, sharedOldServer } from "../test/old-server.ts";

type Row = Record<string, unknown>;
interface Made {
  message: string;
  data: Row & { campaignId: string; adCopy: string; promoCode: string; createdAt: string };
}

const CREATE = "/api/facebook-ads/create-campaign";
const PREVIEW = "/api/facebook-ads/generate-preview";
const OPEN = { LEGACY_MOMENTUM_OPEN_ROUTES: "ads" };
const AD = { restaurantName: "Harbor Lantern", itemToPromote: "Clam Chowder", offer: "2 for 1", budget: "10" };
const GENERAL = [500, { error: "Something went wrong!" }];
const picture = (name = "dish.png", type = "image/png", bytes: string | Uint8Array<ArrayBuffer> = PNG) =>
  new File([bytes], name, { type });

async function create(old: OldServer, values: Parameters<typeof formOf>[0], token?: string) {
  return old.send("POST", CREATE, { body: formOf(values), ...(token === undefined ? {} : { token }) });
}

describe.each(DIALECTS)("old ads on %s", (dialect) => {
  it("are made, stored with picture and words, shown by the dashboard, and handed to the channel", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const { status, body } = await create(old, { ...AD, budget: "12.50", dishPhoto: picture() }, token);
    const { message, data } = read<Made>(body);
    expect([status, message]).toEqual([
      200,
      "Your Facebook ad for Clam Chowder is now being created! Check your Facebook Ads Manager in a few minutes.",
    ]);
    expect(Object.keys(data)).toEqual([
      "promoCode",
      "campaignId",
      "adCopy",
      "expectedReach",
      "estimatedImpressions",
      "campaignUrl",
      "budget",
      "createdAt",
    ]);
    const at = old.app.clock();
    expect(data).toMatchObject({
      // A Monday; the old code was a day ahead.
      promoCode: "CLAMCHTUE",
      campaignId: expect.stringMatching(new RegExp(`^camp_${at.getTime()}_[0-9a-z]{1,9}$`)),
      campaignUrl: `https://facebook.com/ads/manager/campaigns/${data.campaignId}`,
      expectedReach: 1875,
      estimatedImpressions: 3125,
      budget: 12.5,
      createdAt: at.toISOString(),
    });
    const home = await old.send("GET", "/api/dashboard/campaigns", { token });
    expect(read<{ campaigns: Row[] }>(home.body).campaigns).toMatchObject([
      { campaign_id: 1, restaurant_id: 1, campaign_type: "ad", status: "draft", budget: 12.5, name: "Clam Chowder: 2 for 1" },
    ]);
    const [stored] = await old.app.db.select().from(old.app.db.tables.campaign);
    expect(stored?.pictureFileId).not.toBeNull();
    expect(`${data.adCopy}`).toContain(read<{ copy: { headline: string } }>(stored?.details).copy.headline);
    await old.app.runJobs();
    expect(old.app.providers.ads.created).toHaveLength(1);
    const after = await old.send("GET", "/api/dashboard/restaurant", { token });
    expect(read<{ activeCampaigns: Row[] }>(after.body).activeCampaigns).toMatchObject([{ campaign_id: 1, status: "active" }]);
  });

  it("F03 tell their figures to their own restaurant; of any other id they say nothing, and never 404", async () => {
    await using old = await createOldServer(dialect);
    const one = await old.register({ email: "one@example.com" });
    const two = await old.register({ email: "two@example.com" });
    const { campaignId } = read<Made>((await create(old, AD, one.token)).body).data;
    await old.app.runJobs();
    const { db } = old.app;
    const [campaign] = await db.select({ id: db.tables.campaign.id }).from(db.tables.campaign);
    const result = { newCustomers: 1, reengagedCustomers: 0, impressions: 900, reach: 400, clicks: 30, spendMinor: 1234 };
    await db.delete(db.tables.campaignResult);
    await db.insert(db.tables.campaignResult).values({ campaignId: campaign?.id ?? "", day: "2026-03-02", ...result });
    const status = async (id: string, token: string) =>
      (await old.send("GET", `/api/facebook-ads/campaign-status/${encodeURIComponent(id)}`, { token })).body;
    const known = {
      success: true,
      status: "ACTIVE",
      metrics: { impressions: 900, clicks: 30, reach: 400, spend: "12.34" },
      lastUpdated: old.app.clock().toISOString(),
    };
    expect(await status(campaignId, one.token)).toEqual({ ...known, campaignId });
    // Numbers are given when a campaign is first listed.
    await old.send("GET", "/api/dashboard/campaigns", { token: one.token });
    expect(await status("1", one.token)).toEqual({ ...known, campaignId: "1" });
    const nothing = { impressions: 0, clicks: 0, reach: 0, spend: "0.00" };
    for (const id of [campaignId, "1", "does not exist/1", "camp_1_x", "a\0b"])
      expect(await status(id, two.token)).toEqual({ ...known, campaignId: id, metrics: nothing });
    expect((await old.send("GET", "/api/facebook-ads/campaign-status/", { token: one.token })).status).toBe(404);
  });

  describe("with one server for all", () => {
    const strict = sharedOldServer(dialect);
    const opened = sharedOldServer(dialect, OPEN);
    let token = "";
    beforeAll(async () => void ({ token } = await strict().register({ email: "one@example.com" })));

    it.each<[string, Parameters<typeof formOf>[0], [number, unknown]]>([
      ["a missing item", { restaurantName: "R", offer: "O", budget: "10" }, [400, "Missing required fields"]],
      ["an empty offer", { ...AD, offer: "" }, [400, "Missing required fields"]],
      ["a budget below the least", { ...AD, budget: "4.99" }, [400, "Minimum daily budget is $5"]],
      ["a budget of text zero", { ...AD, budget: "0" }, [400, "Minimum daily budget is $5"]],
      ["a negative budget", { ...AD, budget: "-20" }, [400, "Minimum daily budget is $5"]],
      ["a budget above the most", { ...AD, budget: "1000.01" }, [400, "Maximum daily budget is $1000"]],
      ["a budget without an end", { ...AD, budget: "Infinity" }, [400, "Maximum daily budget is $1000"]],
      ["a budget without a number", { ...AD, budget: "$25" }, [400, "Minimum daily budget is $5"]],
      ["an offer that is too long", { ...AD, offer: "o".repeat(301) }, [400, expect.stringContaining("offer:")]],
    ])("refuse %s, and store nothing", async (_, values, [status, error]) => {
      const old = strict();
      const answer = await create(old, { ...values, dishPhoto: picture() }, token);
      expect(answer.status).toBe(status);
      expect(answer.body).toEqual({
        success: false,
        error,
        ...(error === "Missing required fields" ? { required: ["restaurantName", "itemToPromote", "offer", "budget"] } : {}),
      });
      const { campaign, storedFile } = old.app.db.tables;
      expect([await old.app.db.$count(campaign), await old.app.db.$count(storedFile)]).toEqual([0, 0]);
    });

    it.each<[unknown, number, number | null]>([
      ["25 dollars", 200, 25],
      ["1e2", 200, 100],
      ["7,50", 200, 7],
      ["abc", 200, null],
      [5, 200, 5],
      [1000, 200, 1000],
      [12.345, 200, 12.345],
      [0, 400, null],
      [true, 200, null],
      [["20", "30"], 200, 20],
    ])("left open, a budget of %j is read by its leading number: %i, %j", async (budget, status, shown) => {
      const old = opened();
      const answer = await old.send("POST", CREATE, { body: { ...AD, budget } });
      expect(answer).toMatchObject({ status, body: status === 200 ? { data: { budget: shown } } : { success: false } });
      expect(await old.app.db.$count(old.app.db.tables.campaign)).toBe(0);
    });

    it("take JSON and urlencoded bodies as well; an item has to be text, a body has to be there", async () => {
      await using old = await createOldServer(dialect, OPEN);
      expect((await old.send("POST", CREATE, { body: AD })).status).toBe(200);
      const form = { body: new URLSearchParams(AD).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } };
      expect((await old.send("POST", CREATE, form)).status).toBe(200);
      const details = "itemToPromote.replace is not a function";
      for (const body of [
        { ...AD, itemToPromote: 5 },
        { ...AD, itemToPromote: ["a"] },
        formOf({ ...AD, itemToPromote: ["a", "b"] }),
      ]) {
        const answer = await old.send("POST", CREATE, { body });
        expect([answer.status, answer.body]).toEqual([500, { success: false, error: "Internal server error", details }]);
      }
      const none = await old.send("POST", CREATE);
      expect([none.status, none.body]).toEqual([
        500,
        {
          success: false,
          error: "Internal server error",
          details: "Cannot destructure property 'restaurantName' of 'req.body' as it is undefined.",
        },
      ]);
      const names = read<Made>((await create(old, { ...AD, restaurantName: ["Alpha", "Beta"] })).body);
      expect(names.data.adCopy).toContain("Alpha,Beta");
      // The budget is looked at before the item.
      expect((await old.send("POST", CREATE, { body: { ...AD, itemToPromote: 5, budget: 1 } })).status).toBe(400);
    });

    it.each<[string, File, number]>([
      ["a name in capitals", picture("DISH.JPG", "image/jpeg"), 200],
      ["an ending that contains a word", picture("x.jpegx", "image/jpeg"), 200],
      ["no picture at all inside", picture("x.gif", "image/gif", "GIF89a synthetic"), 200],
      ["an empty file", picture("x.png", "image/png", ""), 200],
      ["the largest size", picture("x.png", "image/png", new Uint8Array(5_242_879)), 200],
      ["5 MiB", picture("x.png", "image/png", new Uint8Array(5_242_880)), 500],
      ["text", picture("menu.txt", "text/plain"), 500],
      ["another picture type", picture("x.webp", "image/webp"), 500],
      ["a good name and a bad type", picture("x.png", "application/pdf"), 500],
      ["a good type and a bad name", picture("x.pdf", "image/png"), 500],
      ["a good word before the ending", picture("x.png.zip", "image/png"), 500],
      ["no ending", picture("png", "image/png"), 500],
    ])("left open, take or refuse a file by what is said of it: %s", async (_, file, status) => {
      const answer = await create(opened(), { ...AD, dishPhoto: file });
      expect(answer).toMatchObject({ status, body: status === 200 ? { success: true } : { error: "Something went wrong!" } });
    });

    it.each<[string, Parameters<typeof formOf>[0]]>([
      ["a budget", { restaurantName: "R", itemToPromote: "I", offer: "O", "budget[x]": "10" }],
      ["a name", { itemToPromote: "I", offer: "O", budget: "10", "restaurantName[x]": "R" }],
      ["an offer", { restaurantName: "R", itemToPromote: "I", budget: "10", "offer[x]": "O" }],
    ])("left open, fail in the engine's words for %s that has no text", async (_, values) => {
      const answer = await create(opened(), values);
      const details = "Cannot convert object to primitive value";
      expect([answer.status, answer.body]).toEqual([500, { success: false, error: "Internal server error", details }]);
    });
  });

  it("refuse a second file, one in another field, and a picture that is none by its content", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const two = formOf({ ...AD, dishPhoto: picture() });
    two.append("dishPhoto", picture());
    for (const body of [
      two,
      formOf({ ...AD, photo: picture() }),
      formOf({ ...AD, dishPhoto: picture("x.gif", "image/gif", "GIF89a synthetic") }),
      formOf({ ...AD, dishPhoto: picture("x.png", "image/png", "<svg onload=alert(1)>") }),
    ]) {
      const answer = await old.send("POST", CREATE, { body, token });
      expect([answer.status, answer.body]).toEqual(GENERAL);
    }
    const noBoundary = { body: "x", token, headers: { "content-type": "multipart/form-data" } };
    expect((await old.send("POST", CREATE, noBoundary)).status).toBe(500);
    expect(await old.app.db.$count(old.app.db.tables.campaign)).toBe(0);
    // A text named like the file is ignored, an empty file is no picture.
    expect((await create(old, { ...AD, dishPhoto: "just text" }, token)).status).toBe(200);
    expect((await create(old, { ...AD, dishPhoto: picture("x.png", "image/png", "") }, token)).status).toBe(200);
  });

  it("are previewed without being made: words, code, and a count that leaves the blank lines out", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const { budget: _, ...ad } = AD;
    const { body } = await old.send("POST", PREVIEW, { body: ad, token });
    const { preview } = read<{ preview: { adCopy: string; promoCode: string; characterCount: number } }>(body);
    expect(Object.keys(preview)).toEqual(["adCopy", "promoCode", "characterCount"]);
    expect(preview.characterCount).toBe(preview.adCopy.length - 4);
    const made = read<Made>((await create(old, AD, token)).body).data;
    expect(made).toMatchObject({ adCopy: preview.adCopy, promoCode: preview.promoCode });
    for (const [given, status, error] of [
      [{ ...ad, offer: "" }, 400, "Missing required fields for preview"],
      [{}, 400, "Missing required fields for preview"],
      [{ ...ad, itemToPromote: 5 }, 500, "Failed to generate preview"],
      [formOf(ad), 500, "Failed to generate preview"],
      [undefined, 500, "Failed to generate preview"],
    ] as const) {
      const answer = await old.send("POST", PREVIEW, { body: given, token });
      expect([answer.status, answer.body]).toEqual([status, { success: false, error }]);
    }
  });

  it("ask for a token unless they are left open, and for a restaurant; what is left open stores nothing for strangers", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    for (const [method, path] of [
      ["POST", CREATE],
      ["POST", PREVIEW],
      ["GET", "/api/facebook-ads/campaign-status/x"],
    ] as const) {
      const none = await old.send(method, path);
      expect([none.status, none.body]).toEqual([401, { error: "Access token required" }]);
      expect((await old.send(method, path, { token: "bad" })).status).toBe(403);
      const asAdmin = await old.send(method, path, { token: admin });
      expect([asAdmin.status, asAdmin.body]).toEqual([403, { error: "Restaurant access required" }]);
    }
    await using open = await createOldServer(dialect, OPEN);
    const { token } = await open.register({ email: "one@example.com" });
    expect((await create(open, AD, "bad")).status).toBe(200);
    expect(await open.app.db.$count(open.app.db.tables.campaign)).toBe(0);
    expect((await create(open, AD, token)).status).toBe(200);
    expect(await open.app.db.$count(open.app.db.tables.campaign)).toBe(1);
  });
});
