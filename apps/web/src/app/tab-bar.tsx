import { Link, useParams } from "@tanstack/react-router";
import { useMe } from "../identity/me-context.ts";
import { adminItems, restaurantItems } from "./nav-items.ts";
import { useCurrentRestaurant } from "./use-current-restaurant.ts";

/** The bottom of the page on phones: the screens of whatever is in hand, a restaurant or the platform. */
export function TabBar() {
  const me = useMe();
  const restaurant = useCurrentRestaurant();
  const { restaurantId } = useParams({ strict: false });
  const admin = adminItems(me);
  const isPlatform = admin.length > 0 && restaurantId === undefined;
  const items = isPlatform || !restaurant ? admin : restaurantItems(me, restaurant.id);
  if (items.length === 0) return null;
  return (
    <nav
      aria-label="Main"
      className="border-line bg-surface fixed inset-x-0 bottom-0 z-30 border-t pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto flex max-w-md">
        {items.map(({ label, icon: Icon, link }) => (
          <li key={label} className="flex-1">
            <Link
              {...link}
              className="text-muted aria-[current=page]:text-primary flex min-h-15 flex-col items-center justify-center gap-1 text-xs font-medium -outline-offset-4"
            >
              <Icon aria-hidden className="size-5.5" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
