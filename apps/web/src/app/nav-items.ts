import type { Me, Permission } from "@causeway/contract";
import { type LinkOptions, linkOptions } from "@tanstack/react-router";
import {
  Building2,
  Cog,
  DoorOpen,
  Hourglass,
  House,
  Inbox,
  KeyRound,
  ListChecks,
  ListTree,
  type LucideIcon,
  Mail,
  Megaphone,
  Ruler,
  ScrollText,
  ShieldHalf,
  Ship,
  SquareCheckBig,
  Users,
  UsersRound,
  Waypoints,
} from "lucide-react";
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
      label: "Customers",
      icon: Users,
      key: "u",
      needs: "contact:read",
      link: linkOptions({ to: "/restaurants/$restaurantId/contacts", params }),
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

export interface NavGroup {
  label: string;
  items: NavItem[];
}

/** The platform's screens, by what they are about; groups without a screen for this user are left out. */
export function adminGroups(me: Me): NavGroup[] {
  const groups: NavGroup[] = [
    {
      label: "Platform",
      items: [
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
        {
          label: "Checklist content",
          icon: ListTree,
          key: "e",
          needs: "checklist:edit",
          link: linkOptions({ to: "/admin/content" }),
        },
      ],
    },
    {
      label: "People",
      items: [
        { label: "Users", icon: UsersRound, key: "s", needs: "user:read-any", link: linkOptions({ to: "/admin/users" }) },
        { label: "Roles", icon: ShieldHalf, key: "o", needs: "role:manage", link: linkOptions({ to: "/admin/roles" }) },
        { label: "API keys", icon: KeyRound, key: "k", needs: "api-key:read-any", link: linkOptions({ to: "/admin/keys" }) },
      ],
    },
    {
      label: "Watch",
      items: [
        { label: "Audit", icon: ScrollText, key: "a", needs: "audit:read", link: linkOptions({ to: "/admin/audit" }) },
        { label: "Sign-ins", icon: DoorOpen, key: "i", needs: "sign-in:read", link: linkOptions({ to: "/admin/sign-ins" }) },
        { label: "Jobs", icon: Cog, key: "j", needs: "job:read-any", link: linkOptions({ to: "/admin/jobs" }) },
        { label: "Mail", icon: Mail, key: "m", needs: "mail:read", link: linkOptions({ to: "/admin/outbox" }) },
      ],
    },
    {
      label: "Crossing",
      items: [
        {
          label: "Crossing",
          icon: Waypoints,
          key: "x",
          needs: "crossing:read",
          link: linkOptions({ to: "/admin/crossing", activeOptions: { exact: true, includeSearch: false } }),
        },
        {
          label: "Quarantine",
          icon: Inbox,
          key: "q",
          needs: "crossing:read",
          link: linkOptions({ to: "/admin/crossing/quarantine" }),
        },
        {
          label: "Rules",
          icon: Ruler,
          key: "b",
          needs: "crossing:read",
          link: linkOptions({ to: "/admin/crossing/rules" }),
        },
        {
          label: "Old tokens",
          icon: Hourglass,
          key: "w",
          needs: "crossing:read",
          link: linkOptions({ to: "/admin/crossing/tokens" }),
        },
      ],
    },
  ];
  return groups
    .map(({ label, items }) => ({ label, items: items.filter(({ needs }) => can(me, needs)) }))
    .filter(({ items }) => items.length > 0);
}

export const adminItems = (me: Me): NavItem[] => adminGroups(me).flatMap(({ items }) => items);
