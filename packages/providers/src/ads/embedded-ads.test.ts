import { expect, test } from "vitest";
import { createEmbeddedAds } from "./embedded-ads.ts";
import { checksAdsProvider, NEW_AD } from "./test/checks-ads-provider.ts";

const clock = () => new Date("2026-03-02T09:30:00Z");

checksAdsProvider("the embedded simulation", async () => {
  const provider = createEmbeddedAds({ clock });
  return { provider, statusOf: (id) => provider.created.get(id)?.status ?? null, async [Symbol.asyncDispose]() {} };
});

test("figures outlive the process, as they follow from the id and the day", async () => {
  const { id } = await createEmbeddedAds({ clock }).create(NEW_AD);
  const days = { since: "2026-02-01", until: "2026-03-02" };
  expect(await createEmbeddedAds({ clock }).listDays(id, days)).toEqual(await createEmbeddedAds({ clock }).listDays(id, days));
});

test("no day costs more than its budget, and a larger budget brings more", async () => {
  const ads = createEmbeddedAds({ clock });
  const total = async (dailyBudgetMinor: number) => {
    const { id } = await ads.create({ ...NEW_AD, dailyBudgetMinor });
    const days = await ads.listDays(id, { since: "2026-02-01", until: "2026-03-02" });
    expect(Math.max(...days.map(({ spendMinor }) => spendMinor))).toBeLessThanOrEqual(dailyBudgetMinor);
    return days.reduce((sum, { impressions }) => sum + impressions, 0);
  };
  expect(await total(50_000)).toBeGreaterThan((await total(500)) * 20);
});
