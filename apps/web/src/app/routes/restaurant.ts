import { CampaignStatus, CampaignType } from "@causeway/contract";
import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page.ts";
import { shell } from "./shell.tsx";

const restaurant = createRoute({
  getParentRoute: () => shell,
  path: "/restaurants/$restaurantId",
  component: lazyPage(() => import("../../restaurants/restaurant-layout.tsx"), "RestaurantLayout"),
});
const home = createRoute({
  getParentRoute: () => restaurant,
  path: "/",
  component: lazyPage(() => import("../../restaurants/home-page.tsx"), "HomePage"),
});
const campaigns = createRoute({
  getParentRoute: () => restaurant,
  path: "/campaigns",
  validateSearch: z.object({
    status: CampaignStatus.optional().catch(undefined),
    type: CampaignType.optional().catch(undefined),
  }),
  component: lazyPage(() => import("../../campaigns/campaigns-page.tsx"), "CampaignsPage"),
});
const tasks = createRoute({
  getParentRoute: () => restaurant,
  path: "/tasks",
  component: lazyPage(() => import("../../checklists/tasks-page.tsx"), "TasksPage"),
});
const checklist = createRoute({
  getParentRoute: () => restaurant,
  path: "/checklist",
  component: lazyPage(() => import("../../checklists/checklist-page.tsx"), "ChecklistPage"),
});

const contacts = createRoute({
  getParentRoute: () => restaurant,
  path: "/contacts",
  validateSearch: z.object({
    search: z.string().max(200).optional().catch(undefined),
    filter: z.enum(["lapsed", "opted-out"]).optional().catch(undefined),
  }),
  component: lazyPage(() => import("../../contacts/contacts-page.tsx"), "ContactsPage"),
});
const contactImport = createRoute({
  getParentRoute: () => restaurant,
  path: "/contacts/imports/$importId",
  component: lazyPage(() => import("../../contacts/import-page.tsx"), "ImportPage"),
});
const newCampaign = createRoute({
  getParentRoute: () => restaurant,
  path: "/campaigns/new",
  validateSearch: z.object({
    channel: CampaignType.optional().catch(undefined),
    importId: z.uuid().optional().catch(undefined),
    copyOf: z.uuid().optional().catch(undefined),
  }),
  component: lazyPage(() => import("../../campaigns/new-campaign-page.tsx"), "NewCampaignPage"),
});
const campaign = createRoute({
  getParentRoute: () => restaurant,
  path: "/campaigns/$campaignId",
  component: lazyPage(() => import("../../campaigns/campaign-page.tsx"), "CampaignPage"),
});

const settings = createRoute({
  getParentRoute: () => restaurant,
  path: "/settings",
  component: lazyPage(() => import("../../restaurants/settings-page.tsx"), "SettingsPage"),
});

/** One restaurant's screens. */
export const restaurantRoutes = restaurant.addChildren([
  home,
  campaigns,
  newCampaign,
  campaign,
  contacts,
  contactImport,
  tasks,
  checklist,
  settings,
]);
