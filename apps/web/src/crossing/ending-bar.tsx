import type { RunTable } from "@causeway/contract";
import { formatNumber } from "../lib/format.ts";

const ENDINGS = [
  { key: "imported", label: "imported", color: "var(--series-1)" },
  { key: "repaired", label: "repaired", color: "var(--series-2)" },
  { key: "quarantined", label: "in quarantine", color: "var(--mark)" },
  { key: "unchanged", label: "unchanged since", color: "var(--line-strong)" },
] as const;

type Endings = Pick<RunTable, "rows" | (typeof ENDINGS)[number]["key"]>;

/** How the rows of a table ended, as a bar; the numbers stand beside it in words. */
export function EndingBar({ rows }: { rows: Endings }) {
  return (
    <div aria-hidden className="bg-ink/8 flex h-2.5 w-full gap-px overflow-hidden rounded-full">
      {ENDINGS.filter(({ key }) => rows[key] > 0).map(({ key, color }) => (
        // However few they are, one can see that there are some.
        <div key={key} className="min-w-1" style={{ background: color, width: `${(rows[key] / rows.rows) * 100}%` }} />
      ))}
    </div>
  );
}

/** `530 imported, 551 repaired, 22 in quarantine`. */
export function describeEndings(rows: Endings): string {
  if (rows.rows === 0) return "no rows";
  return ENDINGS.filter(({ key }) => rows[key] > 0)
    .map(({ key, label }) => `${formatNumber(rows[key])} ${label}`)
    .join(", ");
}

export function EndingLegend() {
  return (
    <ul className="text-muted flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {ENDINGS.map(({ key, label, color }) => (
        <li key={key} className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-full" style={{ background: color }} />
          {label}
        </li>
      ))}
    </ul>
  );
}
