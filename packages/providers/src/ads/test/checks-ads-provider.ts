import { describe, expect, test } from "vitest";
import type { AdsProvider, NewAd } from "../ads.ts";

export interface AdsProviderUnderTest extends AsyncDisposable {
  provider: AdsProvider;
  statusOf(id: string): "active" | "paused" | null;
}

export const NEW_AD: NewAd = {
  key: "0199e8b0-0000-7000-8000-000000000001",
  name: "Margherita week",
  text: "Luigi's: Margherita. 20 % off.",
  headline: "Margherita: 20 % off",
  link: "https://maps.example/luigi",
  dailyBudgetMinor: 2500,
  picture: { bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff]), name: "pizza.png", mediaType: "image/png" },
};

const DAYS = { since: "2026-02-26", until: "2026-03-01" };

/** What every provider of ads does. The service has figures for each day of February and March 2026 until March 2. */
export function checksAdsProvider(name: string, open: () => Promise<AdsProviderUnderTest>): void {
  describe(`${name} as a provider of ads`, () => {
    test("a new ad runs and has a place where its owner manages it", async () => {
      await using opened = await open();
      const { id, url } = await opened.provider.create(NEW_AD);
      expect(new URL(url).protocol).toBe("https:");
      expect(opened.statusOf(id)).toBe("active");
    });

    test("the same key gives the same ad, another key another", async () => {
      await using opened = await open();
      const first = await opened.provider.create(NEW_AD);
      expect(await opened.provider.create(NEW_AD)).toEqual(first);
      const other = await opened.provider.create({ ...NEW_AD, key: "0199e8b0-0000-7000-8000-000000000002" });
      expect(other.id).not.toBe(first.id);
    });

    test("an ad without a picture is an ad", async () => {
      await using opened = await open();
      expect(await opened.provider.create({ ...NEW_AD, picture: null })).toMatchObject({ id: expect.any(String) });
    });

    test("an ad is paused and runs again, however often it is told", async () => {
      await using opened = await open();
      const { id } = await opened.provider.create(NEW_AD);
      for (const status of ["paused", "paused", "active"] as const) {
        await opened.provider.setStatus(id, status);
        expect(opened.statusOf(id)).toBe(status);
      }
    });

    test("figures come by day in whole numbers, both days included, in order", async () => {
      await using opened = await open();
      const { id } = await opened.provider.create(NEW_AD);
      const days = await opened.provider.listDays(id, DAYS);
      expect(days.map(({ day }) => day)).toEqual(["2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"]);
      for (const { day: _, ...figures } of days) {
        for (const figure of Object.values(figures)) expect(Number.isSafeInteger(figure) && figure >= 0).toBe(true);
        expect(figures.spendMinor).toBeGreaterThan(0);
        expect(figures.clicks).toBeLessThanOrEqual(figures.impressions);
      }
      expect(await opened.provider.listDays(id, DAYS)).toEqual(days);
    });

    test("there are no figures of days to come", async () => {
      await using opened = await open();
      const { id } = await opened.provider.create(NEW_AD);
      expect(await opened.provider.listDays(id, { since: "2026-03-03", until: "2026-03-09" })).toEqual([]);
    });

    test.each(["120000009999", "../me", "act_1/ads?x=", ""])("an ad %j that does not exist is refused", async (id) => {
      await using opened = await open();
      await expect(opened.provider.setStatus(id, "paused")).rejects.toMatchObject({ failure: "refused" });
      await expect(opened.provider.listDays(id, DAYS)).rejects.toMatchObject({ failure: "refused" });
    });

    test("nothing is made for a caller that has given up already", async () => {
      await using opened = await open();
      const reason = new Error("given up");
      await expect(opened.provider.create(NEW_AD, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
