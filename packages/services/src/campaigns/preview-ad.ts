import type { AdPreview, PreviewAdInput } from "@causeway/contract";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { writeAd } from "./ads/write-ad.ts";
import { suggestPromoCode } from "./promo-code.ts";

/** The words and the code of an ad, without saving anything. Throws `RESTAURANT_NOT_FOUND`. */
export async function previewAd(ctx: Ctx, input: PreviewAdInput): Promise<AdPreview> {
  requirePermission(ctx, "campaign:write");
  const { name } = await getAccessibleRestaurant(ctx, input.restaurantId, "campaign:write-any");
  const { businessName = name, item, offer, promoCode = suggestPromoCode(input.item, ctx.clock()) } = input;
  return { promoCode, ...(await writeAd(ctx, { restaurant: businessName, item, offer, promoCode })) };
}
