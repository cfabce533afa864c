import type { ChecklistItem, ItemStatus } from "@causeway/contract";
import { Circle, CircleCheckBig, CircleDotDashed, CircleSlash, ExternalLink, type LucideIcon } from "lucide-react";
import { Ago } from "../ui/ago.tsx";
import { Badge } from "../ui/badge.tsx";

const STATES: Record<ItemStatus, { label: string; icon: LucideIcon; tone: string }> = {
  pending: { label: "To do", icon: Circle, tone: "text-line-strong" },
  in_progress: { label: "Under way", icon: CircleDotDashed, tone: "text-warn" },
  completed: { label: "Done", icon: CircleCheckBig, tone: "text-good" },
  not_applicable: { label: "Does not apply", icon: CircleSlash, tone: "text-muted" },
};

/** The address, if it is one of the web: the text comes from imported data. */
function webAddress(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
}

export function ChecklistRow({ item, depth }: { item: ChecklistItem; depth: number }) {
  const { label, icon: Icon, tone } = STATES[item.status ?? "pending"];
  const guide = webAddress(item.guidanceLink);
  return (
    <li className="flex gap-3.5 px-5 py-3.5" style={{ paddingInlineStart: `${1.25 + Math.min(depth, 3) * 1.75}rem` }}>
      <span title={label} className={`mt-0.5 shrink-0 ${tone}`}>
        <Icon aria-hidden className="size-5" />
        <span className="sr-only">{label}: </span>
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 break-words">{item.title}</span>
          {item.isCritical && <Badge tone="mark">Critical</Badge>}
        </p>
        {item.description && <p className="text-muted text-sm break-words">{item.description}</p>}
        {item.notes && (
          <p className="border-line-strong mt-1.5 border-l-2 pl-3 text-sm break-words whitespace-pre-line">{item.notes}</p>
        )}
        {(guide ?? item.statusUpdatedAt) && (
          <p className="text-muted mt-1 flex flex-wrap gap-x-4 text-sm">
            {guide && (
              <a
                href={guide}
                target="_blank"
                rel="noopener noreferrer"
                className="text-primary inline-flex items-center gap-1.5 font-semibold underline-offset-3 hover:underline"
              >
                How to <ExternalLink aria-label="opens a new tab" className="size-3.5" />
              </a>
            )}
            {item.statusUpdatedAt && (
              <span>
                {label} <Ago at={item.statusUpdatedAt} />
              </span>
            )}
          </p>
        )}
      </div>
    </li>
  );
}
