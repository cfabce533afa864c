import { DEFAULT_TASKS } from "@causeway/contract";
import type { ReplayRules } from "@causeway/rest";
import { dialect } from "../api/dialect.ts";
import { notServedRows } from "../api/not-served.ts";

const notServed = notServedRows.map(({ method, path }) => ({ method, match: dialect.matcher(path) }));

function isNotServed(method: string, path: string): boolean {
  const [pathname = ""] = path.split("?");
  return notServed.some((route) => route.method === method && matches(route.match, pathname));
}

/** A path that cannot be decoded is answered, whatever the route. */
function matches(match: (path: string) => unknown, path: string): boolean {
  try {
    return match(path) !== null;
  } catch {
    return false;
  }
}

export const momentumReplayRules: ReplayRules = {
  varying: ["newCustomersAcquired", "customersReengaged", "recentCampaigns"],
  instants: [
    "created_at",
    "updated_at",
    "signup_date",
    "last_updated_at",
    "status_updated_at",
    "lastUpdated",
    "createdAt",
    "timestamp",
  ],
  lists: { restaurants: "restaurant_id" },
  choices: { checklist_item_name: DEFAULT_TASKS },
  tokenLifetime: 86_400,
  declared: [
    {
      divergence: "momentum-password-not-text",
      explains: ({ response }, { status }) => response.status === null && status === 400,
    },
    {
      divergence: "momentum-old-place",
      explains: ({ request }) => !/^\/api(?:[/?]|$)/i.test(request.path),
    },
  ],
  isNotServed,
};
