import { CampaignStatus } from "@causeway/contract";
import { anonymousContext, createTestApp, DIALECTS } from "@causeway/testing";
import { expect, it } from "vitest";
import { authenticate } from "../identity/authenticate.ts";
import { signIn } from "../identity/sign-in.ts";
import { seedDemo } from "./seed-demo.ts";

it.each(DIALECTS)("the demo on %s has something to show on every screen, and its campaigns go on", async (dialect) => {
  await using app = await createTestApp({ dialect });
  const [account] = await seedDemo(anonymousContext(app.runtime));
  const { session } = await signIn(anonymousContext(app.runtime), {
    email: account?.email ?? "",
    password: account?.password ?? "",
  });
  const as = app.as({ principal: await authenticate(app.runtime, session?.accessToken ?? "") });
  const [restaurant] = await as.restaurants.mine();
  const restaurantId = restaurant?.id ?? "";
  const { items } = await as.campaigns.list({ restaurantId, limit: 100 });
  expect([...new Set(items.map(({ status }) => status))].toSorted()).toEqual(CampaignStatus.options.toSorted());
  for (const { id, type } of items) expect((await as.campaigns.get({ id }))[type]).not.toBeNull();

  const named = (name: string) => items.find((item) => item.name.startsWith(name))?.id ?? "";
  expect((await as.campaigns.results({ id: named("Oyster hour") })).totals.spendMinor).toBeGreaterThan(0);
  expect((await as.campaigns.progress({ id: named("Winter") })).messages).toMatchObject({ queued: 0, unknown: 0 });
  expect((await as.campaigns.progress({ id: named("Harbour day") })).waitsUntil).not.toBeNull();
  const quiz = named("Quiz");
  const { messages } = await as.campaigns.progress({ id: quiz });
  expect(messages.queued).toBeGreaterThan(10);
  await as.campaigns.resume({ id: quiz });
  await as.campaigns.pause({ id: named("Oyster hour") });
  await as.campaigns.syncResults({ id: named("Oyster hour") });
  await app.runJobs();
  expect(await as.campaigns.progress({ id: quiz })).toMatchObject({ status: "completed", messages: { queued: 0 } });

  const dashboard = await as.restaurants.dashboard({ restaurantId });
  expect(dashboard.newCustomers.current).toBeGreaterThan(0);
  expect(dashboard.reengagedCustomers.current).toBeGreaterThan(0);
  expect((await as.contacts.list({ restaurantId, filter: "lapsed" })).items.length).toBeGreaterThan(5);
  expect((await as.contacts.list({ restaurantId, filter: "opted-out" })).items).toHaveLength(2);
  expect((await as.contacts.imports({ restaurantId })).items).toMatchObject([{ openErrors: 3, progress: 1 }]);
});
