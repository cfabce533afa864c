import { Fragment } from "react";
import { createStore, useStore } from "../lib/create-store.ts";
import { readStored, writeStored } from "../lib/stored.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import type { NavItem } from "./nav-items.ts";

export const shortcutsDialog = createStore(false);

/** Keys without Ctrl can be switched off, for speech input and unsteady hands (WCAG 2.2, 2.1.4). */
export const singleKeys = createStore(readStored("single-keys") !== "off");

function switchSingleKeys(isOn: boolean): void {
  writeStored("single-keys", isOn ? null : "off");
  singleKeys.set(isOn);
}

export function ShortcutsDialog({ items, hasSearch }: { items: NavItem[]; hasSearch: boolean }) {
  const isOpen = useStore(shortcutsDialog);
  const isOn = useStore(singleKeys);
  const rows = [
    ...(hasSearch ? [{ keys: ["/"], label: "Search" }] : []),
    { keys: ["?"], label: "Show this list" },
    ...items.map(({ key, label }) => ({ keys: ["g", key], label: `Go to ${label}` })),
    { keys: ["F6"], label: "Go to the messages" },
    { keys: ["Esc"], label: "Close what is open" },
  ];
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} isGlance onClose={() => shortcutsDialog.set(false)}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5">
        {rows.map(({ keys, label }) => (
          <Fragment key={label}>
            <dt className="flex items-center gap-1">
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && <span className="text-muted text-sm">then</span>}
                  <Kbd>{key}</Kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{label}</dd>
          </Fragment>
        ))}
      </dl>
      <div className="border-line mt-6 border-t pt-5">
        <SwitchField label="Shortcuts of single keys" isOn={isOn} onChange={switchSingleKeys} />
      </div>
    </Dialog>
  );
}
