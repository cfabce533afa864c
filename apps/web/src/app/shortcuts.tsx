import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMe } from "../identity/me-context.ts";
import { useStore } from "../lib/create-store.ts";
import { adminItems, restaurantItems } from "./nav-items.ts";
import { shortcutsDialog, ShortcutsDialog, singleKeys } from "./shortcuts-dialog.tsx";
import { useCurrentRestaurant } from "./use-current-restaurant.ts";

/** How long `g` waits for the key that says where to go. */
const SEQUENCE_MS = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]") !== null
  );
}

/** The page's search field, if it has one to see. */
function findSearchField(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("main input[type=search]");
}

/** The page's own keys: `/`, `?` and `g` followed by a letter. */
export function Shortcuts() {
  const me = useMe();
  const restaurant = useCurrentRestaurant();
  const navigate = useNavigate();
  const isOn = useStore(singleKeys);
  const lastG = useRef(0);
  const items = [...adminItems(me), ...(restaurant ? restaurantItems(me, restaurant.id) : [])];
  const hasAdmin = adminItems(me).length > 0;

  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const isSecond = event.timeStamp - lastG.current < SEQUENCE_MS;
      lastG.current = event.key === "g" ? event.timeStamp : 0;
      const target = isSecond ? items.find(({ key }) => key === event.key) : undefined;
      if (target) {
        event.preventDefault();
        void navigate(target.link);
      } else if (event.key === "?") {
        event.preventDefault();
        shortcutsDialog.set(true);
      } else if (event.key === "/") {
        const field = findSearchField();
        if (!field && !hasAdmin) return;
        event.preventDefault();
        if (field) field.select();
        else void navigate({ to: "/admin/restaurants" }).then(() => requestAnimationFrame(() => findSearchField()?.focus()));
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  });

  return <ShortcutsDialog items={items} hasSearch={hasAdmin} />;
}
