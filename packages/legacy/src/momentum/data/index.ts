import type { Mapping } from "@causeway/migrate";
import { campaigns } from "./campaigns.ts";
import { checklistCategories } from "./checklist-categories.ts";
import { checklistItems } from "./checklist-items.ts";
import { checklistStatus } from "./checklist-status.ts";
import { restaurantChecklistStatus } from "./restaurant-checklist-status.ts";
import { restaurants } from "./restaurants.ts";
import { sessions } from "./sessions.ts";
import { users } from "./users.ts";

/** All eight tables, each after those its rows point at. */
export const momentumMappings: readonly Mapping[] = [
  users,
  restaurants,
  campaigns,
  checklistStatus,
  checklistCategories,
  checklistItems,
  restaurantChecklistStatus,
  sessions,
];
