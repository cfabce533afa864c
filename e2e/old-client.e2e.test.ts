import { expect } from "vitest";
import { callFrom, serveOldPage } from "./support/old-page.ts";
import { onePixel } from "./support/pictures.ts";
import { test as base } from "./support/test.ts";

/** The old API at its old place, before a server that was just started. */
const test = base.override("environment", { DEMO: "1", RATE_LIMITS: "off", LOG_LEVEL: "silent", LEGACY_MOUNTS: "momentum=/" });

const SIGN_UP = { email: "nora@example.com", password: "lantern-Pass-1", restaurantName: "Harbor Lantern", address: "", phone: "" };
const AD = { restaurantName: "Harbor Lantern", itemToPromote: "Clam Chowder", offer: "2 for 1" };
const SMS = { restaurantName: "Harbor Lantern", offer: "20% off", offerCode: "MISSYOU20" };
const LIST = "customer_name,phone_number,last_order_date\nAna,4155550101,2020-01-01\nBen,4155550102,2999-01-01\nBad,1,x\n";
const CSV = { name: "customers.csv", type: "text/csv", text: LIST };
const PHOTO = { name: "dish.png", type: "image/png", base64: onePixel().toString("base64") };
const read = <TBody>(body: unknown) => body as TBody;

test("every call of the old client's screens is answered to its page in a browser, across origins, as it reads it", async ({
  server,
  openVisitor,
}) => {
  await using oldPage = await serveOldPage();
  const page = await openVisitor({ expectedStatuses: [403] });
  await page.goto(oldPage.url);
  const call = callFrom(page, `${server.url}/api`);
  const ok = async <TBody>(...args: Parameters<typeof call>) => {
    const { status, body } = await call(...args);
    expect([args[1], status], JSON.stringify(body)).toEqual([args[1], args[1] === "/auth/register" ? 201 : 200]);
    return read<TBody>(body);
  };

  const { token } = await ok<{ token: string }>("POST", "/auth/register", { body: { json: SIGN_UP } });
  const { email, password } = SIGN_UP;
  expect(await ok("POST", "/auth/login", { body: { json: { email, password } } })).toMatchObject({ user: { role: "restaurant" } });
  expect(await ok("GET", "/auth/me", { token })).toMatchObject({
    user: { email, restaurant: { name: "Harbor Lantern" }, impersonating_restaurant_id: null },
  });
  expect(await call("GET", "/auth/me", { token: "bad" })).toEqual({ status: 403, body: { error: "Invalid or expired token" } });

  const home = () => ok<{ pendingTasks: { status_id: number }[] }>("GET", "/dashboard/restaurant", { token });
  const [task] = (await home()).pendingTasks;
  await ok("PUT", `/dashboard/checklist/${task?.status_id}`, { token, body: { json: { is_complete: true } } });
  expect((await home()).pendingTasks.map(({ status_id: id }) => id)).not.toContain(task?.status_id);

  const { categories } = await ok<{ categories: { items: { item_id: number; is_critical: number }[] }[] }>(
    "GET",
    "/checklist/categories-with-items?restaurantId=1",
    { token },
  );
  const item = categories[0]?.items.find(({ is_critical: critical }) => critical === 1);
  const ticked = { json: { status: "completed", notes: null } };
  await ok("PUT", `/checklist/status/1/${item?.item_id}`, { token, body: ticked });
  expect(await ok("GET", "/checklist/progress/1", { token })).toMatchObject({ progress: { foundational: { completedItems: 1 } } });

  const { preview } = await ok<{ preview: { adCopy: string } }>("POST", "/facebook-ads/generate-preview", {
    token,
    body: { json: AD },
  });
  const ad = { form: { ...AD, budget: "10", dishPhoto: PHOTO } };
  expect(await ok("POST", "/facebook-ads/create-campaign", { token, body: ad })).toMatchObject({
    data: { adCopy: preview.adCopy, budget: 10 },
  });
  const list = { form: { ...SMS, customerList: CSV } };
  expect(await ok("POST", "/sms-campaigns/preview", { token, body: list })).toMatchObject({
    preview: { targetCustomers: 1, csvStats: { totalUploaded: 2, lapsedCustomers: 1, errors: 1 } },
  });
  expect(await ok("POST", "/sms-campaigns/create-campaign", { token, body: list })).toMatchObject({
    data: { messagesSent: 1, csvErrors: [{ row: 3 }] },
  });
  expect(await ok("GET", "/sms-campaigns/sample-csv", { token })).toContain("customer_name,phone_number,last_order_date,email");

  await expect
    .poll(
      async () => (await ok<{ activeCampaigns: unknown[] }>("GET", "/dashboard/restaurant", { token })).activeCampaigns.length,
      {
        timeout: 15_000,
      },
    )
    .toBeGreaterThan(0);
});

test("the later edition of the old client finds campaigns at its own paths, and its administrator acts for a restaurant", async ({
  server,
  openVisitor,
}) => {
  await using oldPage = await serveOldPage();
  const page = await openVisitor();
  await page.goto(oldPage.url);
  const call = callFrom(page, `${server.url}/api`);
  const { accounts } = read<{ accounts: { email: string; password: string; role: string }[] }>(
    await (await fetch(`${server.url}/demo`)).json(),
  );
  const { email, password } = accounts.find(({ role }) => role === "admin") ?? {};
  const { body: signedIn } = await call("POST", "/auth/login", { body: { json: { email, password } } });
  const admin = read<{ token: string }>(signedIn).token;
  const { body: found } = await call("GET", "/dashboard/restaurants?search=", { token: admin });
  const [first] = read<{ restaurants: { restaurant_id: number; name: string }[] }>(found).restaurants;
  expect((await call("GET", "/dashboard/admin", { token: admin })).status).toBe(200);
  const { body: started } = await call("POST", `/auth/impersonate/${first?.restaurant_id}`, { token: admin });
  const { token } = read<{ token: string }>(started);
  const json = (value: object) => ({ json: value });
  for (const [method, path, body] of [
    ["POST", "/campaigns/facebook-ads/preview", json(AD)],
    ["POST", "/campaigns/facebook-ads", { form: { ...AD, budget: "20" } }],
    ["POST", "/campaigns/sms/preview", { form: SMS }],
    ["POST", "/campaigns/sms", { form: { ...SMS, customerList: CSV } }],
    ["GET", "/campaigns/sms/sample-csv", undefined],
    ["GET", `/campaigns/${first?.restaurant_id}`, undefined],
    ["POST", "/auth/end-impersonation", undefined],
  ] as const) {
    const { status } = await call(method, path, { token, ...(body && { body }) });
    expect([path, status]).toEqual([path, 200]);
  }
});
