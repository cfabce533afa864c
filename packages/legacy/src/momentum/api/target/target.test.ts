import { DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createOldServer, formOf, type OldServer, PNG, read } from "../../test/old-server.ts";

type Row = Record<string, unknown>;
const ROOT = "/api/campaigns";
const AD = { restaurantName: "Blue Fig", itemToPromote: "Fig Tart", offer: "Free espresso", budget: "20" };
const SMS = { restaurantName: "Blue Fig", offer: "Free espresso", offerCode: "FIG" };
const LIST = "customer_name,phone_number,last_order_date\nAna Example,4155550101,2026-01-01\nBad,1,x\n";
const csv = (text = LIST, name = "a.csv") => new File([text], name, { type: "text/csv" });

const post = (old: OldServer, path: string, token: string, body: unknown) => old.send("POST", `${ROOT}${path}`, { token, body });
const dataOf = (answer: { body: unknown }) => read<{ data: Row }>(answer.body).data;

describe.each(DIALECTS)("the target's campaign routes on %s", (dialect) => {
  it("O05 say as FastAPI who may not: no token 403, a bad one 401, the wrong role 403, unknown paths and methods apart", async () => {
    await using old = await createOldServer(dialect);
    const admin = await old.signInAdmin();
    for (const [method, path] of [
      ["POST", "/facebook-ads"],
      ["POST", "/facebook-ads/preview"],
      ["GET", "/facebook-ads/status/x"],
      ["POST", "/sms"],
      ["POST", "/sms/preview"],
      ["GET", "/sms/status/x"],
      ["GET", "/campaign/x"],
      ["PUT", "/campaign/x"],
      ["DELETE", "/campaign/x"],
      ["POST", "/campaign/x/launch"],
      ["PUT", "/campaign/x/pause"],
    ] as const) {
      const ask = async (options: Parameters<OldServer["send"]>[2]) => {
        const { status, body } = await old.send(method, `${ROOT}${path}`, options);
        return [status, body];
      };
      expect(await ask({})).toEqual([403, { detail: "Not authenticated" }]);
      expect(await ask({ token: "bad" })).toEqual([401, { detail: "Invalid token" }]);
      expect(await ask({ headers: { authorization: `Token ${admin}` } })).toEqual([
        403,
        { detail: "Invalid authentication credentials" },
      ]);
      expect(await ask({ token: admin })).toEqual([403, { detail: "Restaurant access required" }]);
    }
    const wrong = await old.send("PATCH", `${ROOT}/sms`, { token: admin });
    expect([wrong.status, wrong.body]).toEqual([405, { detail: "Method Not Allowed" }]);
    expect((await old.send("GET", `${ROOT}/a/b/c/d`)).body).toEqual({ detail: "Not Found" });
    const sample = await old.send("GET", `${ROOT}/sms/sample-csv`);
    expect([sample.status, sample.headers.get("content-disposition")]).toEqual([
      200,
      "attachment; filename=sample-customer-list.csv",
    ]);
    expect(sample.headers.get("x-powered-by")).toBeNull();
    // Where FastAPI sends them elsewhere.
    expect((await old.send("GET", `${ROOT}/sms/sample-csv/`)).text).toBe(sample.text);
    const head = await old.send("HEAD", `${ROOT}/sms/sample-csv`);
    expect([head.status, head.text]).toEqual([200, ""]);
    // All other paths are the old server's.
    expect((await old.send("GET", "/api/auth/me")).status).toBe(401);
  });

  it("make ads, with both names of every value, under ids of their own", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const photo = new File([PNG], "dish.png", { type: "image/png" });
    const answer = await post(old, "/facebook-ads", token, formOf({ ...AD, dishPhoto: photo }));
    const data = dataOf(answer);
    expect(data).toMatchObject({
      campaign_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      // The real day: a Monday.
      promo_code: "FIGTARMON",
      promoCode: "FIGTARMON",
      budget: 20,
      expected_reach: 3000,
      expectedReach: 3000,
      facebook_campaign_id: expect.stringMatching(/^camp_\d+_/),
    });
    expect(data["adCopy"]).toBe(data["ad_copy"]);
    const id = String(data["campaign_id"]);
    const shown = {
      campaign_id: id,
      restaurant_id: "1",
      campaign_type: "facebook_ad",
      status: "pending_review",
      name: "Fig Tart: Free espresso",
      budget: 20,
      created_at: "2026-03-02T09:30:00.000Z",
      updated_at: "2026-03-02T09:30:00.000Z",
      launched_at: null,
      paused_at: null,
      details: { restaurant_name: "Blue Fig", item_to_promote: "Fig Tart", offer: "Free espresso", promo_code: "FIGTARMON" },
    };
    expect((await old.send("GET", `${ROOT}/campaign/${id}`, { token })).body).toMatchObject(shown);
    const { details: _, ...listed } = shown;
    expect((await old.send("GET", `${ROOT}/1`, { token })).body).toMatchObject({ success: true, total: 1, campaigns: [listed] });
    await old.app.runJobs();
    expect((await old.send("GET", `${ROOT}/facebook-ads/status/${id}`, { token })).body).toMatchObject({
      success: true,
      campaign_id: id,
      status: "ACTIVE",
      metrics: { spend: expect.any(Number) },
    });
    expect((await old.send("GET", `${ROOT}/sms/status/${id}`, { token })).body).toEqual({
      detail: "Campaign is not an SMS campaign",
    });
    const { body } = await old.send("PUT", `${ROOT}/campaign/${id}/pause`, { token });
    expect(body).toMatchObject({ message: "Campaign paused successfully", campaign: { status: "paused" } });
    expect((await old.send("PUT", `${ROOT}/campaign/${id}/pause`, { token })).body).toEqual({
      detail: "Only active campaigns can be paused",
    });
  });

  it.each<[string, Parameters<typeof formOf>[0], number, unknown]>([
    [
      "fields that are missing",
      { offer: "" },
      422,
      [
        { loc: ["body", "restaurantName"] },
        { loc: ["body", "itemToPromote"] },
        { loc: ["body", "offer"] },
        { loc: ["body", "budget"] },
      ],
    ],
    [
      "a budget that is no number",
      { ...AD, budget: "25 dollars" },
      422,
      [{ type: "float_parsing", loc: ["body", "budget"], input: "25 dollars" }],
    ],
    ["a budget below the least", { ...AD, budget: "4.99" }, 400, "Minimum daily budget is $5.0"],
    ["a budget above the most", { ...AD, budget: "1e4" }, 400, "Maximum daily budget is $1000.0"],
    ["a file that is no image", { ...AD, dishPhoto: csv() }, 400, "Only image files are allowed"],
    [
      "an image that is none",
      { ...AD, dishPhoto: new File(["x"], "x.png", { type: "image/png" }) },
      400,
      "Only image files are allowed",
    ],
    [
      "more than 5 MiB",
      { ...AD, dishPhoto: new File([new Uint8Array(5_242_881)], "x.png", { type: "image/png" }) },
      400,
      "File size must be less than 5MB",
    ],
    ["an offer that is too long", { ...AD, offer: "o".repeat(301) }, 400, expect.stringContaining("offer")],
  ])("O05 refuse an ad with %s", async (_, values, status, detail) => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const answer = await post(old, "/facebook-ads", token, formOf(values));
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ detail });
    expect(await old.app.db.$count(old.app.db.tables.campaign)).toBe(0);
  });

  it("send text messages; money is a number, and text under its old name", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const data = dataOf(await post(old, "/sms", token, formOf({ ...SMS, customerList: csv() })));
    expect(data).toMatchObject({
      offer_code: "FIG",
      total_customers_uploaded: 1,
      lapsed_customers_found: 1,
      messages_sent: 1,
      messagesSent: 1,
      total_cost: 0.0075,
      totalCost: "0.0075",
      delivery_rate: "100%",
      csv_errors: [{ row: 2 }],
    });
    const status = await old.send("GET", `${ROOT}/sms/status/${String(data["campaign_id"])}`, { token });
    expect(status.body).toMatchObject({ status: "SCHEDULED", metrics: { total_sent: 0, totalSent: 0, total_cost: 0 } });
    const nobody = await post(old, "/sms", token, formOf({ ...SMS, customerList: csv(LIST.replace("2026-01-01", "2026-03-01")) }));
    expect(nobody.body).toMatchObject({ data: { total_customers: 1, lapsed_customers: 0, offer_code: "FIG" } });
    for (const [values, code, detail] of [
      [SMS, 422, [{ loc: ["body", "customerList"] }]],
      [{ ...SMS, customerList: csv(LIST, "a.CSV") }, 400, "Only CSV files are allowed"],
      [{ ...SMS, customerList: csv("x".repeat(2_097_153)) }, 400, "File size must be less than 2MB"],
      [{ ...SMS, customerList: csv("x") }, 400, "No valid customers found in CSV file"],
    ] as const) {
      const answer = await post(old, "/sms", token, formOf(values));
      expect(answer.status).toBe(code);
      expect(answer.body).toMatchObject({ detail });
    }
  });

  it("preview ads out of JSON and messages out of forms", async () => {
    await using old = await createOldServer(dialect);
    const { token } = await old.register({ email: "one@example.com" });
    const { budget: _, ...ad } = AD;
    const { preview } = read<{ preview: Row }>((await post(old, "/facebook-ads/preview", token, ad)).body);
    expect(preview).toMatchObject({ promo_code: "FIGTARMON", promoCode: "FIGTARMON", character_count: expect.any(Number) });
    const misfit = await post(old, "/facebook-ads/preview", token, { ...ad, offer: 5, itemToPromote: undefined });
    expect([misfit.status, misfit.body]).toMatchObject([
      422,
      {
        detail: [
          { type: "missing", loc: ["body", "itemToPromote"] },
          { type: "string_type", loc: ["body", "offer"], input: 5 },
        ],
      },
    ]);
    const sms = read<{ preview: Row }>((await post(old, "/sms/preview", token, formOf({ ...SMS, customerList: csv() }))).body);
    expect(sms.preview).toMatchObject({
      offer_code: "FIG",
      target_customers: 1,
      estimated_cost: 0.0075,
      estimatedCost: "0.0075",
      csv_stats: { total_uploaded: 1, lapsed_customers: 1, errors: 1, totalUploaded: 1 },
    });
    const bare = read<{ preview: Row }>(
      (await post(old, "/sms/preview", token, formOf({ ...SMS, customerList: csv(LIST, "a.txt") }))).body,
    );
    expect(bare.preview).toMatchObject({ csv_stats: null, target_customers: 0 });
  });

  it("change, launch and remove drafts; what was sent cannot be removed", async () => {
    await using old = await createOldServer(dialect);
    const actor = await old.app.createActor();
    const { body } = await old.send("POST", "/api/auth/login", { body: { email: actor.email, password: actor.password } });
    const { token } = read<{ token: string }>(body);
    const { restaurantId } = actor;
    const draft = { restaurantId, item: "Tart", offer: "Two", dailyBudgetMinor: 500, copy: { headline: "h", text: "t" } };
    const { id } = await old.app.as(actor).campaigns.createAd(draft);
    const path = `${ROOT}/campaign/${id}`;
    const changed = await old.send("PUT", path, { token, body: { name: "New", budget: 7.5, details: { offer: "Three", x: 1 } } });
    expect(changed.body).toMatchObject({ name: "New", budget: 7.5, status: "draft", details: { offer: "Three" } });
    for (const [change, status] of [
      [{ status: "archived" }, 422],
      [{ budget: "seven" }, 422],
      [{ budget: 1 }, 400],
      [{ status: "paused" }, 400],
      [undefined, 422],
    ] as const) {
      expect((await old.send("PUT", path, { token, body: change })).status).toBe(status);
    }
    const launched = await old.send("POST", `${path}/launch`, { token });
    expect(launched.body).toMatchObject({ message: "Campaign launched successfully", campaign: { status: "pending_review" } });
    expect((await old.send("POST", `${path}/launch`, { token })).body).toEqual({ detail: "Only draft campaigns can be launched" });
    await old.app.runJobs();
    expect((await old.send("DELETE", path, { token })).body).toEqual({ detail: "Only draft campaigns can be deleted" });
    expect((await old.send("PUT", path, { token, body: { status: "paused" } })).body).toMatchObject({ status: "paused" });
    expect((await old.send("PUT", path, { token, body: { status: "active" } })).body).toMatchObject({ status: "active" });
    expect((await old.send("PUT", path, { token, body: { status: "completed" } })).body).toMatchObject({ status: "completed" });
    const other = await old.app.as(actor).campaigns.createAd(draft);
    expect((await old.send("DELETE", `${ROOT}/campaign/${other.id}`, { token })).body).toEqual({
      success: true,
      message: "Campaign deleted successfully",
      campaign_id: other.id,
    });
  });

  it("F03 keep restaurants apart; administrators see any list, or that of the restaurant they act for", async () => {
    await using old = await createOldServer(dialect);
    const one = await old.register({ email: "one@example.com" });
    const two = await old.register({ email: "two@example.com" });
    const id = String(dataOf(await post(old, "/facebook-ads", one.token, formOf(AD)))["campaign_id"]);
    for (const [method, path] of [
      ["GET", `/campaign/${id}`],
      ["DELETE", `/campaign/${id}`],
      ["PUT", `/campaign/${id}/pause`],
      ["POST", `/campaign/${id}/launch`],
      ["GET", `/facebook-ads/status/${id}`],
      ["GET", "/campaign/nonsense"],
    ] as const) {
      const answer = await old.send(method, `${ROOT}${path}`, { token: two.token });
      expect([answer.status, answer.body]).toEqual([404, { detail: "Campaign not found" }]);
    }
    expect((await old.send("GET", `${ROOT}/1`, { token: two.token })).body).toEqual({ detail: "Access denied" });
    const admin = await old.signInAdmin();
    const total = async (path: string, token: string) =>
      read<{ total: number }>((await old.send("GET", `${ROOT}/${path}`, { token })).body).total;
    expect([await total("1", admin), await total("2", admin), await total("777", admin)]).toEqual([1, 0, 0]);
    const acting = read<{ token: string }>((await old.send("POST", "/api/auth/impersonate/1", { token: admin })).body).token;
    expect(await total("2", acting)).toBe(1);
    expect((await old.send("GET", `${ROOT}/campaign/${id}`, { token: acting })).status).toBe(200);
  });
});
