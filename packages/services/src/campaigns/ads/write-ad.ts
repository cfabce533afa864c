import { AdCopy } from "@causeway/contract";
import type { Ctx } from "../../runtime/context.ts";

/** Our own words only: what users typed is among the facts. */
const INSTRUCTIONS =
  "Write an ad for a restaurant, in the language of the facts. The headline says what is offered, in ten words at most. " +
  "The text has two or three short sentences, appetising but true: nothing that is not in the facts, no invented prices, dates or awards. " +
  "It ends by telling guests to show the promo code.";

export interface AdFacts {
  restaurant: string;
  item: string;
  offer: string;
  promoCode: string;
}

/** The words of an ad, and who wrote them. Always gives some. Takes as long as a model takes: never within a transaction. */
export async function writeAd(
  ctx: Ctx,
  { restaurant, item, offer, promoCode }: AdFacts,
): Promise<{ copy: AdCopy; writtenBy: string }> {
  const { text, writtenBy } = await ctx.providers.text.write({
    instructions: INSTRUCTIONS,
    facts: { restaurant, item, offer, promoCode },
    answer: AdCopy,
  });
  return { copy: text, writtenBy };
}
