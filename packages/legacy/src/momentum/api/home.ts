import type { Campaign } from "@causeway/contract";
import { encodeOldRow, type OldId, toOldRows } from "@causeway/migrate";
import { everyPage } from "@causeway/rest";
import type { Caller } from "@causeway/router";
import { campaigns } from "../data/campaigns.ts";
import { checklistStatus } from "../data/checklist-status.ts";
import { type MomentumTools, SYSTEM } from "../tools.ts";
import { inOldOrder } from "./order.ts";
import { showRestaurant } from "./restaurants-shown.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
export const PERIOD = "Last 7 Days";
const SHOWN = 3;

/** A week ago, to the millisecond. */
export const weekAgo = ({ runtime }: Pick<MomentumTools, "runtime">) => new Date(runtime.clock().getTime() - WEEK_MS);

export const CAMPAIGNS = { system: SYSTEM, kind: campaigns.kind };

/** All that the old home page shows: the new dashboard picks and orders by instants, the old one by stored text. */
export const readHome =
  ({ restaurants, campaigns: { list }, checklists, crossings }: Caller) =>
  async ({ restaurantId, since }: { restaurantId: string; since: Date }) => {
    const [dashboard, active, tasks, recent] = await Promise.all([
      restaurants.dashboard({ restaurantId }),
      everyPage(list)({ restaurantId, status: "active" }),
      checklists.tasks({ restaurantId }),
      crossings.countCampaignsSince({ of: CAMPAIGNS, column: "created_at", since, restaurantId }),
    ]);
    return { dashboard, active, open: tasks.filter(({ isComplete }) => !isComplete), recentCampaigns: recent.count };
  };

/** One restaurant's campaigns as the old database had them, newest first. */
export async function showCampaigns(
  { ids }: Pick<MomentumTools, "ids">,
  of: { rows: readonly Campaign[]; restaurantOldId: OldId | null },
) {
  const records = await ids.records(
    campaigns.kind,
    of.rows.map(({ id }) => id),
  );
  const resolveOldId = () => of.restaurantOldId;
  const shown = of.rows.flatMap((row) => {
    const record = records.get(row.id);
    return record ? [encodeOldRow({ mapping: campaigns, row: { ...row }, record, resolveOldId })] : [];
  });
  return inOldOrder(shown, { column: "created_at", order: "desc", id: "campaign_id" });
}

type Home = Awaited<ReturnType<ReturnType<typeof readHome>>>;

export async function showHome(home: Home, { tools, oldId }: { tools: MomentumTools; oldId: OldId | null }) {
  const { dashboard, active, open, recentCampaigns } = home;
  const [restaurant, activeCampaigns, tasks] = await Promise.all([
    showRestaurant(tools, dashboard.restaurant),
    showCampaigns(tools, { rows: active, restaurantOldId: oldId }),
    toOldRows({ ids: tools.ids, mapping: checklistStatus, rows: open }),
  ]);
  return {
    restaurant,
    performanceSnapshot: {
      newCustomersAcquired: dashboard.newCustomers.current,
      customersReengaged: dashboard.reengagedCustomers.current,
      period: PERIOD,
    },
    activeCampaigns: activeCampaigns.slice(0, SHOWN),
    pendingTasks: inOldOrder(tasks, { column: "created_at", order: "asc", id: "status_id" }).slice(0, SHOWN),
    campaignStats: { recentCampaigns },
  };
}
