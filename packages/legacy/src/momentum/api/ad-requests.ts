import { CreateAdInput } from "@causeway/contract";
import { LegacyRefusal, type UploadedFile } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { type OldAd, adText } from "./campaign-texts.ts";
import { fitting, type Refuse } from "./fitting.ts";
import { failureReply } from "./replies.ts";

export const MIN_BUDGET = 5;
export const MAX_BUDGET = 1000;

/** An ad as both path sets ask for it. */
export interface AdRequest {
  restaurantId: string;
  businessName: string;
  item: string;
  offer: string;
  ad: OldAd;
  promoCode: string;
  /** Of a day, in the currency's unit. */
  budget: number;
  picture: UploadedFile | null;
}

const HEADLINE_LENGTH = 80;
const TEXT_LENGTH = 600;
/** A character cut in half is none. */
const cut = (text: string, length: number) => text.slice(0, length).toWellFormed().trim();

/** Stores the picture and the ad, which starts at once. */
export const createAd =
  (refuse: Refuse) =>
  ({ files: { upload }, campaigns: { createAd: create } }: Caller) =>
  async (request: AdRequest | null) => {
    if (request === null) return null;
    const { restaurantId, businessName, item, offer, ad, promoCode, budget, picture } = request;
    const [headline = "", ...rest] = adText(ad).split("\n\n");
    const described = {
      restaurantId,
      businessName,
      item,
      offer,
      promoCode,
      copy: { headline: cut(headline, HEADLINE_LENGTH), text: cut(rest.join("\n\n"), TEXT_LENGTH) },
      dailyBudgetMinor: Math.round(budget * 100),
      start: { kind: "now" as const },
    };
    const input = fitting(CreateAdInput, described, refuse);
    if (picture === null || picture.bytes.length === 0) return create(input);
    const file = await upload(pictureForm(restaurantId, picture));
    return create({ ...input, pictureFileId: file.id });
  };

function pictureForm(restaurantId: string, { name, type, bytes }: UploadedFile): FormData {
  const form = new FormData();
  form.set("restaurantId", restaurantId);
  form.set("purpose", "campaign-picture");
  // Old clients named their files freely; what a picture is, its bytes say.
  form.set("file", new File([bytes], `dish.${endingOf(bytes) ?? (name.split(".").at(-1) || "png")}`, { type }));
  return form;
}

/** By the first bytes of what the old clients sent. */
function endingOf(bytes: Buffer): string | undefined {
  const starts: [string, string][] = [
    ["png", "\x89PNG"],
    ["jpg", "\xff\xd8\xff"],
    ["gif", "GIF8"],
  ];
  return starts.find(([, start]) => bytes.subarray(0, start.length).toString("latin1") === start)?.[0];
}

/** How often a day's budget is seen, and by how many, where a thousand views cost four of it. */
export const estimate = (budget: number) => ({
  expectedReach: Number.isNaN(budget) ? 0 : Math.round(budget * 150),
  estimatedImpressions: Number.isNaN(budget) ? 0 : Math.round(budget * 250),
});

/** Text without a number passed the old check, and would be an ad that nobody pays for. */
export function requireBudget(budget: number): void {
  if (Number.isNaN(budget)) throw new LegacyRefusal(failureReply(400, `Minimum daily budget is $${MIN_BUDGET}`));
}
