import type { Me } from "@causeway/contract";
import { type LinkOptions, linkOptions } from "@tanstack/react-router";
import { Building2, House, ListChecks, type LucideIcon, Megaphone, Ship, SquareCheckBig } from "lucide-react";
import { can } from "../identity/session.ts";

export interface NavItem {
  label: string;
  icon: LucideIcon;
  link: LinkOptions;
  /** The key that follows `g` to go there. */
  key: string;
}

export function restaurantItems(restaurantId: string): NavItem[] {
  const params = { restaurantId };
  return [
    {
      label: "Home",
      icon: House,
      key: "h",
      link: linkOptions({ to: "/restaurants/$restaurantId", params, activeOptions: { exact: true } }),
    },
    { label: "Campaigns", icon: Megaphone, key: "c", link: linkOptions({ to: "/restaurants/$restaurantId/campaigns", params }) },
    { label: "First steps", icon: SquareCheckBig, key: "t", link: linkOptions({ to: "/restaurants/$restaurantId/tasks", params }) },
    { label: "Checklist", icon: ListChecks, key: "l", link: linkOptions({ to: "/restaurants/$restaurantId/checklist", params }) },
  ];
}

export function adminItems(me: Me): NavItem[] {
  if (!can(me, "platform:read")) return [];
  return [
    { label: "Platform", icon: Ship, key: "p", link: linkOptions({ to: "/admin", activeOptions: { exact: true } }) },
    { label: "Restaurants", icon: Building2, key: "r", link: linkOptions({ to: "/admin/restaurants" }) },
  ];
}
