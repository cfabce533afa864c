import type { ItemStatus } from "@causeway/contract";
import { Circle, CircleCheckBig, CircleDotDashed, CircleSlash, type LucideIcon } from "lucide-react";

/** How each state of an item looks and is called. */
export const ITEM_STATES: Record<ItemStatus, { label: string; icon: LucideIcon; tone: string }> = {
  pending: { label: "To do", icon: Circle, tone: "text-line-strong" },
  in_progress: { label: "Under way", icon: CircleDotDashed, tone: "text-warn" },
  completed: { label: "Done", icon: CircleCheckBig, tone: "text-good" },
  not_applicable: { label: "Does not apply", icon: CircleSlash, tone: "text-muted" },
};
