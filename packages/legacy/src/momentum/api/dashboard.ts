import type { OldId } from "@causeway/migrate";
import { everyPage, fieldsOf, LegacyRefusal, LegacyReply } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { checklistStatus } from "../data/checklist-status.ts";
import { SYSTEM } from "../tools.ts";
import { administrator, restaurantContext } from "./access.ts";
import { CAMPAIGNS, PERIOD, readHome, showCampaigns, showHome, weekAgo } from "./home.ts";
import { inOldOrder } from "./order.ts";
import { ADMIN_REQUIRED, DATABASE_ERROR, errorReply, GENERAL_FAILURE, RESTAURANT_REQUIRED, RESTAURANT_UNKNOWN } from "./replies.ts";
import { showWithOwners } from "./restaurants-shown.ts";
import { row } from "./row.ts";
import { isStoredAsZero, leadingInteger } from "./values.ts";

const TASK_UNKNOWN = errorReply(404, "Checklist item not found");
/** Longer than any name that is stored, so that nothing is found either way. */
const MAX_SEARCH = 1000;

/** Every campaign of a restaurant; those that still name one that is gone, where the token does. */
const readCampaigns =
  ({ campaigns: { list }, crossings: { listGoneCampaigns } }: Caller) =>
  async ({ restaurantId, oldId }: { restaurantId: string | null; oldId: OldId | null }) => {
    if (restaurantId !== null) return everyPage(list)({ restaurantId });
    return typeof oldId === "number" ? listGoneCampaigns({ of: CAMPAIGNS, column: "restaurant_id", oldId }) : [];
  };

/** Figures of the platform; restaurants that were gone before the import are counted as the old server counted them. */
const readPlatform =
  ({ restaurants: { platform }, crossings }: Caller) =>
  async (since: Date) => {
    const [{ restaurants, incompleteSetups }, recent, gone] = await Promise.all([
      platform({}),
      crossings.countCampaignsSince({ of: CAMPAIGNS, column: "created_at", since }),
      crossings.countGoneSetups({ of: { system: SYSTEM, kind: checklistStatus.kind }, column: "restaurant_id" }),
    ]);
    return { totalRestaurants: restaurants, recentCampaigns: recent.count, incompleteSetups: incompleteSetups + gone.count };
  };

/** Sets a task of this restaurant; any other restaurant's is unknown, also to those who may see both. */
const setTask =
  ({ checklists: { tasks, setTask: set } }: Caller) =>
  async ({ restaurantId, id, isComplete }: { restaurantId: string; id: string; isComplete: boolean }) => {
    const own = await tasks({ restaurantId });
    if (!own.some((task) => task.id === id)) throw new LegacyRefusal(TASK_UNKNOWN);
    return set({ id, isComplete });
  };

/** As SQL LIKE took it, where a backslash had no meaning; a repeated parameter is joined by commas. */
function searchPattern(search: string | string[] | undefined): string {
  return String(search ?? "").replaceAll("\\", "\\\\");
}

export const dashboardRows = [
  row("GET /api/dashboard/restaurant", {
    summary: "The restaurant at a glance.",
    access: restaurantContext,
    calls: readHome,
    input: ({ who: { restaurantId }, tools }) => {
      if (restaurantId === null) throw new LegacyRefusal(RESTAURANT_UNKNOWN);
      return { restaurantId, since: weekAgo(tools) };
    },
    answer: (home, { who: { oldId }, tools }) => showHome(home, { tools, oldId }),
    refusals: { RESTAURANT_NOT_FOUND: RESTAURANT_UNKNOWN, PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: DATABASE_ERROR,
    divergences: ["momentum-performance-snapshot"],
  }),

  row("GET /api/dashboard/campaigns", {
    summary: "All campaigns of the restaurant, newest first.",
    access: restaurantContext,
    calls: readCampaigns,
    input: ({ who }) => who,
    answer: async (rows, { who: { oldId }, tools }) => ({
      campaigns: await showCampaigns(tools, { rows, restaurantOldId: oldId }),
    }),
    refusals: { PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: DATABASE_ERROR,
  }),

  row("GET /api/dashboard/admin", {
    summary: "The platform at a glance.",
    access: administrator,
    calls: readPlatform,
    input: ({ tools }) => weekAgo(tools),
    answer: ({ totalRestaurants, recentCampaigns, incompleteSetups }) => ({
      platformStats: { totalRestaurants, recentCampaigns, period: PERIOD },
      needsAttention: { incompleteSetups },
    }),
    refusals: { PERMISSION_MISSING: ADMIN_REQUIRED },
    failed: DATABASE_ERROR,
  }),

  row("GET /api/dashboard/restaurants", {
    summary: "All restaurants that have an owner, newest first, searched by a part of the name.",
    access: administrator,
    calls: (call) => everyPage(call.restaurants.list),
    input: ({ request: { query } }) => {
      const search = searchPattern(query["search"]);
      // No name that is stored has a NUL.
      if (search.length > MAX_SEARCH || search.includes("\0")) throw new LegacyRefusal(LegacyReply.json(200, { restaurants: [] }));
      return { search, searchAs: "pattern" as const };
    },
    answer: async (rows, { tools, request: { query } }) => {
      const isAll = searchPattern(query["search"]) === "";
      // A name that was NULL is none that a search could find, whatever it became here.
      const shown = (await showWithOwners(tools, rows)).filter(({ name }) => isAll || name !== null);
      return { restaurants: inOldOrder(shown, { column: "created_at", order: "desc", id: "restaurant_id" }) };
    },
    refusals: { PERMISSION_MISSING: ADMIN_REQUIRED },
    failed: DATABASE_ERROR,
    divergences: ["momentum-long-search"],
  }),

  row("PUT /api/dashboard/checklist/:itemId", {
    summary: "Marks one of the restaurant's first steps as done or not.",
    access: restaurantContext,
    withoutBody: GENERAL_FAILURE,
    calls: setTask,
    input: async ({ request: { params, body }, who: { restaurantId }, tools }) => {
      const oldId = leadingInteger(params.itemId);
      const id = oldId === null ? null : await tools.ids.newId(checklistStatus.kind, oldId);
      if (id === null || restaurantId === null) throw new LegacyRefusal(TASK_UNKNOWN);
      return { restaurantId, id, isComplete: !isStoredAsZero(fieldsOf(body)["is_complete"]) };
    },
    answer: () => ({ message: "Checklist item updated successfully" }),
    refusals: { TASK_NOT_FOUND: TASK_UNKNOWN, RESTAURANT_NOT_FOUND: TASK_UNKNOWN, PERMISSION_MISSING: RESTAURANT_REQUIRED },
    failed: errorReply(500, "Failed to update checklist item"),
  }),
];
