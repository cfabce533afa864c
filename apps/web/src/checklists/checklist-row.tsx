import { type ChecklistItem, ItemStatus } from "@causeway/contract";
import { Ellipsis, ExternalLink, History, NotebookPen } from "lucide-react";
import { useState } from "react";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge } from "../ui/badge.tsx";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { HistoryDialog } from "./history-dialog.tsx";
import { ITEM_STATES } from "./item-states.ts";
import { NoteForm } from "./note-form.tsx";
import type { ItemChange } from "./use-checklist.ts";

const CHOICES = ItemStatus.options.map((value) => ({ value, label: ITEM_STATES[value].label }));

/** The address, if it is one of the web: the text comes from imported data. */
function webAddress(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
}

export interface ChecklistRowProps {
  restaurantId: string;
  item: ChecklistItem;
  depth: number;
  onChange: (change: ItemChange) => void;
}

export function ChecklistRow({ restaurantId, item, depth, onChange }: ChecklistRowProps) {
  const me = useMe();
  const [open, setOpen] = useState<"note" | "history" | null>(null);
  const status = item.status ?? "pending";
  const isDone = status === "completed";
  const { label, icon: Icon, tone } = ITEM_STATES[status];
  const guide = webAddress(item.guidanceLink);
  const mayWrite = can(me, "checklist:write");
  return (
    <li className="flex gap-2 py-2.5 pr-2.5 pl-3" style={{ paddingInlineStart: `${0.75 + Math.min(depth, 3) * 1.75}rem` }}>
      <label
        title={label}
        className={`hover:bg-ink/8 has-focus-visible:outline-primary relative grid size-9 shrink-0 place-items-center rounded-lg has-focus-visible:outline-2 has-disabled:hover:bg-transparent ${tone}`}
      >
        <input
          type="checkbox"
          checked={isDone}
          disabled={!mayWrite}
          aria-label={item.title}
          onChange={() => onChange({ status: isDone ? "pending" : "completed" })}
          className="absolute inset-0 cursor-pointer appearance-none rounded-lg disabled:cursor-default"
        />
        <Icon aria-hidden className="pointer-events-none size-5" />
      </label>
      <div className="min-w-0 flex-1 py-1.5">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 break-words">{item.title}</span>
          {item.isCritical && <Badge tone="mark">Critical</Badge>}
          {!isDone && status !== "pending" && <span className="text-muted text-sm">{label}</span>}
        </p>
        {item.description && <p className="text-muted text-sm break-words">{item.description}</p>}
        {open === "note" ? (
          <NoteForm
            title={item.title}
            notes={item.notes}
            onCancel={() => setOpen(null)}
            onSave={(notes) => {
              setOpen(null);
              if (notes !== item.notes) onChange({ status, notes });
            }}
          />
        ) : (
          item.notes && (
            <p className="border-line-strong mt-1.5 border-l-2 pl-3 text-sm break-words whitespace-pre-line">{item.notes}</p>
          )
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
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={`More about ${item.title}`}
            className="text-muted hover:bg-ink/8 hover:text-ink grid size-9 shrink-0 place-items-center rounded-lg"
          >
            <Ellipsis aria-hidden className="size-5" />
          </button>
        }
      >
        {mayWrite && (
          <>
            <MenuChoice label="State" value={status} options={CHOICES} onChange={(next) => onChange({ status: next })} />
            <MenuSeparator />
            <MenuItem icon={<NotebookPen aria-hidden className="size-4" />} onSelect={() => setOpen("note")}>
              {item.notes ? "Change the note" : "Write a note"}
            </MenuItem>
          </>
        )}
        <MenuItem icon={<History aria-hidden className="size-4" />} onSelect={() => setOpen("history")}>
          What was said before
        </MenuItem>
      </Menu>
      {open === "history" && <HistoryDialog restaurantId={restaurantId} item={item} onClose={() => setOpen(null)} />}
    </li>
  );
}
