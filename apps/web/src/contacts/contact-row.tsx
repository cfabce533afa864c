import type { Contact } from "@causeway/contract";
import { BellOff, BellRing, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { formatDay } from "../lib/format.ts";
import { Badge } from "../ui/badge.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import type { ContactActions } from "./use-contact-actions.ts";

export interface ContactRowProps {
  contact: Contact;
  mayWrite: boolean;
  actions: ContactActions;
  onEdit: () => void;
}

export function ContactRow({ contact, mayWrite, actions, onEdit }: ContactRowProps) {
  const [isAsking, setIsAsking] = useState(false);
  const { name, phone, email, lastOrderOn, isLapsed, optedOutAt } = contact;
  return (
    <li className="flex items-center gap-4 py-3 pr-3 pl-5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="min-w-0 font-medium break-words">{name}</span>
          {optedOutAt && <Badge>No messages</Badge>}
          {isLapsed && !optedOutAt && <Badge tone="warn">Lapsed</Badge>}
        </p>
        <p className="text-muted truncate text-sm">
          <span className="figures">{phone}</span>
          {email && ` · ${email}`}
        </p>
      </div>
      <p className="text-muted hidden text-right text-sm sm:block">
        {lastOrderOn ? (
          <>
            <span className="block">last order</span> <time dateTime={lastOrderOn}>{formatDay(lastOrderOn)}</time>
          </>
        ) : (
          "no order known"
        )}
      </p>
      {mayWrite && (
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label={`More about ${name}`}
              className="text-muted hover:bg-ink/8 hover:text-ink grid size-9 shrink-0 place-items-center rounded-lg"
            >
              <Ellipsis aria-hidden className="size-5" />
            </button>
          }
        >
          <MenuItem icon={<Pencil aria-hidden className="size-4" />} onSelect={onEdit}>
            Change
          </MenuItem>
          {optedOutAt ? (
            <MenuItem icon={<BellRing aria-hidden className="size-4" />} onSelect={() => actions.optIn(contact)}>
              May get messages again
            </MenuItem>
          ) : (
            <MenuItem icon={<BellOff aria-hidden className="size-4" />} onSelect={() => actions.optOut(contact)}>
              Send no more messages
            </MenuItem>
          )}
          <MenuItem icon={<Trash2 aria-hidden className="size-4" />} onSelect={() => setIsAsking(true)}>
            Delete
          </MenuItem>
        </Menu>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${name}?`}
        confirmLabel="Delete"
        isDangerous
        onConfirm={() => actions.remove(contact)}
      >
        Messages that were sent stay in their campaigns. A number that wants no messages stays blocked.
      </ConfirmDialog>
    </li>
  );
}
