import { DIALECTS } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { OldClient, RefusedError } from "../test/old-client.ts";
import { createOldServer, formOf, PNG } from "../test/old-server.ts";

interface User {
  role: string;
  email: string;
  restaurant?: { name: string };
  impersonating_restaurant_id: number | null;
}
interface SignedIn {
  token: string;
  user: User;
}
interface Home {
  restaurant: { name: string };
  performanceSnapshot: { newCustomersAcquired: number; customersReengaged: number; period: string };
  activeCampaigns: { campaign_id: number; name: string; campaign_type: string; status: string }[];
  pendingTasks: { status_id: number; checklist_item_name: string; is_complete: number }[];
}
interface Item {
  item_id: number;
  title: string;
  description: string | null;
  is_critical: number;
  status: string | null;
  notes: string | null;
}
interface Whole {
  success: boolean;
  categories: { category_id: number; name: string; description: string | null; icon: string; type: string; items: Item[] }[];
}
interface Progress {
  success: boolean;
  progress: Record<string, { totalItems: number; completedItems: number; completionPercentage: number } | undefined>;
}

const SIGN_UP = { email: "nora@example.com", password: "lantern-Pass-1", restaurantName: "Harbor Lantern", address: "", phone: "" };
const AD = { restaurantName: "Harbor Lantern", itemToPromote: "Clam Chowder", offer: "2 for 1" };
const SMS = { restaurantName: "Harbor Lantern", offer: "20% off", offerCode: "MISSYOU20" };
const LIST = "customer_name,phone_number,last_order_date\nAna,4155550101,2026-01-01\nBen,4155550102,2026-02-25\nBad,1,x\n";
const csv = () => new File([LIST], "customers.csv", { type: "text/csv" });

/** The old client after signing up. */
async function signedUp(...args: Parameters<typeof createOldServer>) {
  const old = await createOldServer(...args);
  const client = await OldClient.open(old);
  const { data } = await client.call<SignedIn>("POST", "/auth/register", SIGN_UP);
  client.token = data.token;
  return { old, client, [Symbol.asyncDispose]: () => old[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("the old React client on %s", (dialect) => {
  it("signs up, starts again with its token, and signs in", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    const { data: start } = await client.call<{ user: User }>("GET", "/auth/me");
    expect(start.user).toMatchObject({
      role: "restaurant",
      email: "nora@example.com",
      restaurant: { name: "Harbor Lantern" },
      impersonating_restaurant_id: null,
    });
    const { email, password } = SIGN_UP;
    const { data } = await client.call<SignedIn>("POST", "/auth/login", { email, password });
    expect([typeof data.token, data.user.role]).toEqual(["string", "restaurant"]);
    // Each of these three asked first.
    expect(client.preflights).toBe(3);
  });

  it("loses its token on a 401 and not on a 403, and shows the error of the answer", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    client.token = "bad";
    await expect(client.call("GET", "/auth/me")).rejects.toEqual(new RefusedError(403, { error: "Invalid or expired token" }));
    expect(client.token).toBe("bad");
    const wrong = client.call("POST", "/auth/login", { email: SIGN_UP.email, password: "wrong" });
    await expect(wrong).rejects.toEqual(new RefusedError(401, { error: "Invalid credentials" }));
    expect(client.token).toBeNull();
    await expect(client.call("GET", "/dashboard/restaurant")).rejects.toEqual(
      new RefusedError(401, { error: "Access token required" }),
    );
  });

  it("shows the restaurant's home and ticks a task", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    const home = async () => (await client.call<Home>("GET", "/dashboard/restaurant")).data;
    const { restaurant, performanceSnapshot, activeCampaigns, pendingTasks } = await home();
    expect(restaurant.name).toBe("Harbor Lantern");
    expect(performanceSnapshot).toEqual({ newCustomersAcquired: 0, customersReengaged: 0, period: "Last 7 Days" });
    expect([activeCampaigns, pendingTasks.length]).toEqual([[], 3]);
    const [task] = pendingTasks;
    expect((await client.call("PUT", `/dashboard/checklist/${task?.status_id}`, { is_complete: !task?.is_complete })).status).toBe(
      200,
    );
    const titles = (await home()).pendingTasks.map(({ checklist_item_name: title }) => title);
    expect(titles).not.toContain(task?.checklist_item_name);
  });

  it("shows administrators the platform and its restaurants, and lets them act for one", async () => {
    await using session = await signedUp(dialect);
    const { old, client } = session;
    client.token = await old.signInAdmin();
    const { data: platform } = await client.call<object>("GET", "/dashboard/admin");
    expect(platform).toMatchObject({
      platformStats: { totalRestaurants: 1, recentCampaigns: 0, period: "Last 7 Days" },
      needsAttention: { incompleteSetups: 1 },
    });
    const { data: list } = await client.call<{ restaurants: { restaurant_id: number; signup_date: string }[] }>(
      "GET",
      "/dashboard/restaurants?search=",
    );
    expect(list.restaurants).toMatchObject([{ restaurant_id: 1, name: "Harbor Lantern", address: "", email: "nora@example.com" }]);
    expect(Number.isNaN(new Date(list.restaurants[0]?.signup_date ?? "").getTime())).toBe(false);
    const { data: started } = await client.call<{ token: string }>("POST", "/auth/impersonate/1");
    client.token = started.token;
    const me = async () => (await client.call<{ user: User }>("GET", "/auth/me")).data.user;
    expect(await me()).toMatchObject({ role: "admin", impersonating_restaurant_id: 1 });
    expect((await client.call<Home>("GET", "/dashboard/restaurant")).data.restaurant.name).toBe("Harbor Lantern");
    const { data: ended } = await client.call<{ token: string }>("POST", "/auth/end-impersonation");
    client.token = ended.token;
    expect((await me()).impersonating_restaurant_id).toBeNull();
  });

  it("shows the checklist and ticks its boxes, always for restaurant 1, which is its own", async () => {
    await using session = await signedUp(dialect);
    const { old, client } = session;
    await old.app.as(await old.app.createActor({ role: "admin" })).checklists.seed();
    const second = await old.register({ email: "second@example.com" });
    client.token = second.token;
    const whole = async () => (await client.call<Whole>("GET", "/checklist/categories-with-items?restaurantId=1")).data;
    const { success, categories } = await whole();
    expect([success, categories.length > 5]).toEqual([true, true]);
    const [first] = categories[0]?.items ?? [];
    // The badge compares strictly with 1; a status of null leaves the box empty.
    expect(first).toMatchObject({ is_critical: 1, status: null, notes: null, title: expect.any(String) });
    const tick = async (status: string) =>
      (await client.call("PUT", `/checklist/status/1/${first?.item_id}`, { status, notes: null })).status;
    const done = async () =>
      (await client.call<Progress>("GET", "/checklist/progress/1")).data.progress["foundational"]?.completedItems;
    expect([await done(), await tick("completed"), await done()]).toEqual([0, 200, 1]);
    expect((await whole()).categories[0]?.items[0]?.status).toBe("completed");
    expect([await tick("pending"), await done()]).toEqual([200, 0]);
  });

  it("previews an ad and launches it with a picture", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    const { data: shown } = await client.call<{ preview: { adCopy: string; promoCode: string; characterCount: number } }>(
      "POST",
      "/facebook-ads/generate-preview",
      AD,
    );
    expect(shown.preview).toMatchObject({ promoCode: "CLAMCHTUE", characterCount: shown.preview.adCopy.length - 4 });
    const dishPhoto = new File([PNG], "dish.png", { type: "image/png" });
    const { data: made } = await client.call<{ message: string; data: Record<string, unknown> }>(
      "POST",
      "/facebook-ads/create-campaign",
      formOf({ ...AD, budget: "10", dishPhoto }),
    );
    expect(made.message).toContain("Clam Chowder");
    expect(made.data).toMatchObject({
      promoCode: "CLAMCHTUE",
      expectedReach: expect.any(Number),
      estimatedImpressions: expect.any(Number),
      budget: 10,
      adCopy: shown.preview.adCopy,
    });
  });

  it("previews text messages, sends them, and fetches the sample list", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    const form = () => formOf({ ...SMS, customerList: csv() });
    const { data: shown } = await client.call<{ preview: Record<string, unknown> }>("POST", "/sms-campaigns/preview", form());
    expect(shown.preview).toMatchObject({
      sampleMessage: expect.stringContaining("Ana"),
      characterCount: expect.any(Number),
      targetCustomers: 1,
      estimatedCost: "0.0075",
      csvStats: { totalUploaded: 2, lapsedCustomers: 1, errors: 1 },
    });
    const { data: sent } = await client.call<{ message: string; data: Record<string, unknown> & { csvErrors: unknown[] } }>(
      "POST",
      "/sms-campaigns/create-campaign",
      form(),
    );
    expect(sent.message).toContain("sent to 1 lapsed customers");
    expect(sent.data).toMatchObject({
      offerCode: "MISSYOU20",
      messagesSent: 1,
      deliveryRate: "100%",
      totalCost: "0.0075",
      totalCustomersUploaded: 2,
      lapsedCustomersFound: 1,
      sampleMessage: expect.stringContaining("Ana"),
    });
    expect(sent.data.csvErrors).toHaveLength(1);
    const { data: sample, headers } = await client.call<string>("GET", "/sms-campaigns/sample-csv");
    expect([headers.get("content-type"), sample.split("\n").length]).toEqual(["text/csv; charset=utf-8", 6]);
  });

  it("gets the general failure for files of exactly the limits, which it lets through itself", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    const photo = new File([new Uint8Array(5 * 1024 * 1024)], "dish.png", { type: "image/png" });
    const list = new File(["x".repeat(2 * 1024 * 1024)], "customers.csv", { type: "text/csv" });
    const general = new RefusedError(500, { error: "Something went wrong!" });
    const ad = client.call("POST", "/facebook-ads/create-campaign", formOf({ ...AD, budget: "10", dishPhoto: photo }));
    await expect(ad).rejects.toEqual(general);
    const sms = client.call("POST", "/sms-campaigns/create-campaign", formOf({ ...SMS, customerList: list }));
    await expect(sms).rejects.toEqual(general);
  });

  it("calls the rest of its API module, which no screen uses", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    for (const path of [
      "/dashboard/campaigns",
      "/facebook-ads/campaign-status/x",
      "/sms-campaigns/campaign-status/x",
      "/checklist/categories",
      "/checklist/items/1",
      "/checklist/status/1",
      "/health",
    ]) {
      expect((await client.call("GET", path)).status).toBe(200);
    }
  });

  it("works in its second edition, with campaigns at their later paths", async () => {
    await using session = await signedUp(dialect);
    const { client } = session;
    const { data: shown } = await client.call<{ preview: object }>("POST", "/campaigns/facebook-ads/preview", AD);
    expect(shown.preview).toMatchObject({ adCopy: expect.any(String), promoCode: "CLAMCHMON", characterCount: expect.any(Number) });
    const { data: made } = await client.call<{ message: string; data: Record<string, unknown> }>(
      "POST",
      "/campaigns/facebook-ads",
      formOf({ ...AD, budget: "20", dishPhoto: new File([PNG], "dish.png", { type: "image/png" }) }),
    );
    expect(made.data).toMatchObject({ promoCode: "CLAMCHMON", expectedReach: 3000, estimatedImpressions: 5000, budget: 20 });
    const status = await client.call<object>("GET", `/campaigns/facebook-ads/status/${String(made.data["campaignId"])}`);
    expect(status.data).toMatchObject({ success: true, campaignId: made.data["campaignId"] });
    const form = () => formOf({ ...SMS, customerList: csv() });
    const { data: preview } = await client.call<{ preview: object }>("POST", "/campaigns/sms/preview", form());
    expect(preview.preview).toMatchObject({
      targetCustomers: 1,
      estimatedCost: "0.0075",
      csvStats: { totalUploaded: 2, errors: 1 },
    });
    const { data: sent } = await client.call<{ data: object }>("POST", "/campaigns/sms", form());
    expect(sent.data).toMatchObject({ messagesSent: 1, deliveryRate: "100%", csvErrors: [{ row: 3 }] });
    expect((await client.call<string>("GET", "/campaigns/sms/sample-csv")).data).toContain("customer_name");
  });
});
