import type { CrossingRun } from "@causeway/contract";
import { formatNumber } from "../lib/format.ts";
import { Badge } from "../ui/badge.tsx";

/** What came of a run, in a word. */
export function RunBadge({ run: { state, differences } }: { run: Pick<CrossingRun, "state" | "differences"> }) {
  if (state === "running") return <Badge tone="water">Running</Badge>;
  if (state === "stopped") return <Badge tone="warn">Stopped</Badge>;
  if (differences === null) return <Badge tone="good">Done</Badge>;
  if (differences === 0) return <Badge tone="good">No differences</Badge>;
  return <Badge tone="bad">{`${formatNumber(differences)} ${differences === 1 ? "difference" : "differences"}`}</Badge>;
}
