import { Link } from "@tanstack/react-router";
import { Keyboard, LogOut, MonitorSmartphone, UserRound } from "lucide-react";
import { useMe } from "../identity/me-context.ts";
import { useSignOut } from "../identity/use-sign-out.ts";
import { useStore } from "../lib/create-store.ts";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { shortcutsDialog } from "./shortcuts-dialog.tsx";
import { chooseTheme, themeChoice } from "./theme.ts";

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export function AccountMenu({ side, isCompact = false }: { side: "top" | "bottom"; isCompact?: boolean }) {
  const me = useMe();
  const theme = useStore(themeChoice);
  const signOut = useSignOut();
  return (
    <Menu
      side={side}
      align={isCompact ? "end" : "start"}
      trigger={
        <button
          type="button"
          className="hover:bg-ink/6 flex min-h-11 max-w-full min-w-0 items-center gap-3 rounded-lg p-1.5 text-left text-sm"
        >
          <span
            aria-hidden
            className="bg-shallow font-display text-ink grid size-8 shrink-0 place-items-center rounded-full font-semibold uppercase"
          >
            {me.email.slice(0, 1)}
          </span>
          <span className="sr-only">Account of </span>
          <span className={isCompact ? "sr-only" : "min-w-0 truncate"}>{me.email}</span>
        </button>
      }
    >
      {isCompact && <p className="truncate px-2.5 pt-2 pb-1 text-sm font-semibold">{me.email}</p>}
      <MenuItem icon={<UserRound aria-hidden className="size-4" />} link={<Link to="/account" />}>
        Your account
      </MenuItem>
      <MenuItem icon={<MonitorSmartphone aria-hidden className="size-4" />} link={<Link to="/account/sessions" />}>
        Where you are signed in
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden className="size-4" />} onSelect={() => shortcutsDialog.set(true)}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuChoice label="Appearance" value={theme} options={THEMES} onChange={chooseTheme} />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden className="size-4" />} onSelect={() => signOut.mutate()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
