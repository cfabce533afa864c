import type { Me, Permission } from "@causeway/contract";
import { type LinkOptions, linkOptions } from "@tanstack/react-router";
import { Building2, House, ListChecks, type LucideIcon, Megaphone, Ship, SquareCheckBig } from "lucide-react";
import { can } from "../identity/session.ts";

export interface NavItem {
  label: string;
  icon: LucideIcon;
  link: LinkOptions;
  /** The key that follows `g` to go there. */
  key: string;
  /** Without it the screen is not offered. */
  needs: Permission;
}

export function restaurantItems(me: Me, restaurantId: string): NavItem[] {
  const params = { restaurantId };
  const items: NavItem[] = [
    {
      label: "Home",
      icon: House,
      key: "h",
      needs: "restaurant:read",
      link: linkOptions({ to: "/restaurants/$restaurantId", params, activeOptions: { exact: true } }),
    },
    {
      label: "Campaigns",
      icon: Megaphone,
      key: "c",
      needs: "campaign:read",
      link: linkOptions({ to: "/restaurants/$restaurantId/campaigns", params }),
    },
    {
      label: "First steps",
      icon: SquareCheckBig,
      key: "t",
      needs: "task:read",
      link: linkOptions({ to: "/restaurants/$restaurantId/tasks", params }),
    },
    {
      label: "Checklist",
      icon: ListChecks,
      key: "l",
      needs: "checklist:read",
      link: linkOptions({ to: "/restaurants/$restaurantId/checklist", params }),
    },
  ];
  return items.filter(({ needs }) => can(me, needs));
}

export function adminItems(me: Me): NavItem[] {
  const items: NavItem[] = [
    {
      label: "Platform",
      icon: Ship,
      key: "p",
      needs: "platform:read",
      link: linkOptions({ to: "/admin", activeOptions: { exact: true } }),
    },
    {
      label: "Restaurants",
      icon: Building2,
      key: "r",
      needs: "restaurant:read-any",
      link: linkOptions({ to: "/admin/restaurants" }),
    },
  ];
  return items.filter(({ needs }) => can(me, needs));
}
