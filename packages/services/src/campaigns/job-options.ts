import type { EnqueueOptions } from "../jobs/job.ts";
import type { Ctx } from "../runtime/context.ts";
import type { StoredCampaign } from "./internal.ts";

/** Whose job it is: the campaign's restaurant's, asked for by the person who acts. */
export function campaignOptions(
  ctx: Pick<Ctx, "principal">,
  { restaurantId }: Pick<StoredCampaign, "restaurantId">,
): EnqueueOptions {
  return {
    ...(restaurantId === null ? {} : { restaurantId }),
    ...(ctx.principal.kind === "user" ? { requestedByUserId: ctx.principal.userId } : {}),
  };
}
