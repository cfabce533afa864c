import { DEFAULT_TIME_ZONE, type PreviewSmsInput, type SmsPreview } from "@causeway/contract";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { suggestPromoCode } from "./promo-code.ts";
import { describeMessage, requireOwnList, SAMPLE_NAME } from "./sms/describe-message.ts";
import { nextSendTime } from "./sms/quiet-hours.ts";
import { countRecipients } from "./sms/recipients.ts";
import { SEGMENT_COST_MICROS } from "./sms/segment-cost.ts";

/** The message, who would get it and what that would cost, without saving anything. Throws `RESTAURANT_NOT_FOUND`, `SMS_TOO_LONG`. */
export async function previewSms(ctx: Ctx, input: PreviewSmsInput): Promise<SmsPreview> {
  requirePermission(ctx, "campaign:write");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "campaign:write-any");
  const { businessName = restaurant.name, offer, template, audience, quietHours } = input;
  const now = ctx.clock();
  const promoCode = input.promoCode ?? suggestPromoCode(offer, now);
  await requireOwnList(ctx.db, { restaurantId: restaurant.id, audience });
  const { recipients, optedOut, firstName } = await countRecipients(ctx.db, { restaurantId: restaurant.id, audience, now });
  const name = firstName ?? input.sampleName ?? SAMPLE_NAME;
  const described = describeMessage({ template, restaurant: businessName, offer, code: promoCode }, name);
  const timeZone = restaurant.timeZone ?? DEFAULT_TIME_ZONE;
  return {
    ...described,
    promoCode,
    recipients,
    optedOut,
    estimatedCostMicros: recipients * described.segments * SEGMENT_COST_MICROS,
    sendsAt: nextSendTime(now, quietHours, timeZone),
    timeZone,
  };
}
