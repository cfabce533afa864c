import { createHash } from "node:crypto";
import { ProviderError } from "../provider-error.ts";
import type { AdDay, AdsProvider, NewAd } from "./ads.ts";

export interface CreatedAd extends NewAd {
  id: string;
  status: "active" | "paused";
}

/** Runs ads that nobody sees. */
export interface EmbeddedAds extends AdsProvider {
  /** By id, oldest first. */
  readonly created: ReadonlyMap<string, CreatedAd>;
}

const DAY_MS = 86_400_000;

/** The same ad and day always give the same figures: from 0 up to 1, by a hash. */
function chance(...parts: string[]): number {
  return createHash("sha256").update(parts.join("\n")).digest().readUInt32BE(0) / 2 ** 32;
}

/** What a budget buys on a day, at prices within the usual range: 4 to 12 per thousand impressions, 0.8 to 2.4 % clicks. */
function figures(id: string, dailyBudgetMinor: number, day: string): AdDay {
  const spendMinor = Math.round(dailyBudgetMinor * (0.8 + 0.2 * chance(id, day, "spend")));
  const impressions = Math.round((spendMinor / (400 + 800 * chance(id, "price"))) * 1000);
  const clicks = Math.round(impressions * (0.008 + 0.016 * chance(id, day, "clicks")));
  return {
    day,
    impressions,
    reach: Math.round(impressions * (0.6 + 0.3 * chance(id, day, "reach"))),
    clicks,
    spendMinor,
    conversions: Math.round(clicks * (0.02 + 0.08 * chance(id, day, "conversions"))),
  };
}

/**
 * Made-up figures that hold still: they follow from the ad and its budget, which its id carries, so that a restart changes
 * nothing. An id is `embedded-<budget>-<hash of the key>`.
 */
export function createEmbeddedAds({ clock = () => new Date() }: { clock?: () => Date } = {}): EmbeddedAds {
  const created = new Map<string, CreatedAd>();
  const budgetOf = (id: string) => {
    const budget = /^embedded-(\d+)-[0-9a-f]+$/.exec(id)?.[1];
    if (budget === undefined) throw new ProviderError({ failure: "refused", code: "100", message: "There is no such ad." });
    return Number(budget);
  };
  return {
    name: "embedded",
    daysBehind: 0,
    created,
    async create(ad, signal) {
      signal?.throwIfAborted();
      const id = `embedded-${ad.dailyBudgetMinor}-${createHash("sha256").update(ad.key).digest("hex").slice(0, 16)}`;
      if (!created.has(id)) created.set(id, { ...ad, id, status: "active" });
      return { id, url: ad.link };
    },
    async setStatus(id, status) {
      budgetOf(id);
      const ad = created.get(id);
      if (ad) ad.status = status;
    },
    async listDays(id, { since, until }) {
      const budget = budgetOf(id);
      const today = clock().toISOString().slice(0, 10);
      const last = Date.parse(until < today ? until : today);
      const days: AdDay[] = [];
      for (let at = Date.parse(since); at <= last; at += DAY_MS) {
        days.push(figures(id, budget, new Date(at).toISOString().slice(0, 10)));
      }
      return days;
    },
  };
}
