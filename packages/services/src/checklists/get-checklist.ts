import type { Checklist, GetChecklistInput } from "@causeway/contract";
import { getAccessibleRestaurant } from "../restaurants/internal.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";
import { CONTENT_TOPIC, readContent } from "./content.ts";
import { checklistProgress } from "./progress.ts";
import { readStates, statesTopic } from "./states.ts";

/** The whole checklist in its order, with how far the restaurant is. Throws `RESTAURANT_NOT_FOUND`. */
export async function getChecklist(ctx: Ctx, input: GetChecklistInput): Promise<Checklist> {
  requirePermission(ctx, "checklist:read");
  const restaurant = await getAccessibleRestaurant(ctx, input.restaurantId, "checklist:read-any");
  const [content, states] = await Promise.all([readContent(ctx.db), readStates(ctx.db, restaurant.id)]);
  const byItem = new Map(states.map((state) => [state.itemId, state]));
  const categories = content
    .filter(({ type }) => input.type === undefined || input.type === type)
    .map((category) => ({
      ...category,
      items: category.items.map((item) => {
        const { status = null, notes = null, updatedAt: statusUpdatedAt = null } = byItem.get(item.id) ?? {};
        return { ...item, status, notes, statusUpdatedAt };
      }),
    }));
  return { categories, progress: checklistProgress(categories) };
}

/** The checklist now, and again after every change of an answer or of the checklist itself, until `signal` is aborted. */
export async function* watchChecklist(ctx: Ctx, input: GetChecklistInput, signal: AbortSignal): AsyncGenerator<Checklist> {
  const changes = ctx.events.watch([statesTopic(input.restaurantId), CONTENT_TOPIC], signal);
  yield await getChecklist(ctx, input);
  for await (const _ of changes) yield await getChecklist(ctx, input);
}
