export interface NewAd {
  /** The same key gives the same ad: for requests that were never answered. */
  key: string;
  name: string;
  /** The text of the ad. */
  text: string;
  headline: string;
  /** Where a click leads. */
  link: string;
  /** Per day, in the currency's minor unit. */
  dailyBudgetMinor: number;
  picture: { bytes: Uint8Array; name: string; mediaType: string } | null;
}

export interface AdDay {
  /** `YYYY-MM-DD`. */
  day: string;
  impressions: number;
  reach: number;
  clicks: number;
  spendMinor: number;
  conversions: number;
}

/** Runs ads. Throws `ProviderError`. */
export interface AdsProvider {
  readonly name: string;
  /** Days by which the calendar of the service may be behind that of UTC: its account has a time zone of its own. */
  readonly daysBehind: 0 | 1;
  /** `url` is where its owner manages the ad. */
  create(ad: NewAd, signal?: AbortSignal): Promise<{ id: string; url: string }>;
  setStatus(id: string, status: "active" | "paused", signal?: AbortSignal): Promise<void>;
  /** One entry per day with figures, both days included, in order. */
  listDays(id: string, days: { since: string; until: string }, signal?: AbortSignal): Promise<AdDay[]>;
}
