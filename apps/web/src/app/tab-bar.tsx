import { Link, useParams } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { useMe } from "../identity/me-context.ts";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { adminItems, restaurantItems } from "./nav-items.ts";
import { useCurrentRestaurant } from "./use-current-restaurant.ts";

/** As many as fit side by side on a small phone; the rest is behind the last place. */
const PLACES = 5;
const PLACE_CLASS =
  "text-muted aria-[current=page]:text-primary flex min-h-15 w-full flex-col items-center justify-center gap-1 text-xs font-medium -outline-offset-4";

/** The bottom of the page on phones: the screens of whatever is in hand, a restaurant or the platform. */
export function TabBar() {
  const me = useMe();
  const restaurant = useCurrentRestaurant();
  const { restaurantId } = useParams({ strict: false });
  const admin = adminItems(me);
  const isPlatform = admin.length > 0 && restaurantId === undefined;
  const items = isPlatform || !restaurant ? admin : restaurantItems(me, restaurant.id);
  if (items.length === 0) return null;
  const shown = items.length > PLACES ? items.slice(0, PLACES - 1) : items;
  const rest = items.slice(shown.length);
  return (
    <nav
      aria-label="Main"
      className="border-line bg-surface fixed inset-x-0 bottom-0 z-30 border-t pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto flex max-w-md">
        {shown.map(({ label, icon: Icon, link }) => (
          <li key={label} className="min-w-0 flex-1">
            <Link {...link} className={PLACE_CLASS}>
              <Icon aria-hidden className="size-5.5" />
              <span className="max-w-full truncate px-0.5">{label}</span>
            </Link>
          </li>
        ))}
        {rest.length > 0 && (
          <li className="min-w-0 flex-1">
            <Menu
              side="top"
              align="end"
              trigger={
                <button type="button" className={PLACE_CLASS}>
                  <Ellipsis aria-hidden className="size-5.5" />
                  More
                </button>
              }
            >
              {rest.map(({ label, icon: Icon, link }) => (
                <MenuItem key={label} icon={<Icon aria-hidden className="size-4" />} link={<Link {...link} />}>
                  {label}
                </MenuItem>
              ))}
            </Menu>
          </li>
        )}
      </ul>
    </nav>
  );
}
