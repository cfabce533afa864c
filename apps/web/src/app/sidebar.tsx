import { Link } from "@tanstack/react-router";
import { useMe } from "../identity/me-context.ts";
import { Logo } from "../ui/logo.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { adminGroups, type NavItem, restaurantItems } from "./nav-items.ts";
import { RestaurantSwitcher } from "./restaurant-switcher.tsx";
import { useCurrentRestaurant } from "./use-current-restaurant.ts";

export function Sidebar() {
  const me = useMe();
  const restaurant = useCurrentRestaurant();
  const groups = adminGroups(me);
  return (
    <header className="border-line bg-canvas sticky top-(--banner) hidden h-[calc(100dvh-var(--banner))] flex-col border-r px-4 pt-5 pb-3 lg:flex">
      <Link to="/" className="mb-5 self-start rounded-lg px-1">
        <Logo />
      </Link>
      <nav aria-label="Main" className="-mx-4 flex-1 space-y-3 overflow-y-auto px-4 py-0.5">
        {groups.map(({ label, items }) => (
          <div key={label}>
            <p className="text-muted px-3 pb-1.5 text-[0.8125rem] font-medium">{label}</p>
            <NavList items={items} />
          </div>
        ))}
        {restaurant && (
          <div>
            <div className="mb-2">
              <RestaurantSwitcher restaurant={restaurant} />
            </div>
            <NavList items={restaurantItems(me, restaurant.id)} />
          </div>
        )}
      </nav>
      <div className="border-line -mx-4 border-t px-4 pt-2 empty:hidden">
        <AccountMenu side="top" />
      </div>
    </header>
  );
}

function NavList({ items }: { items: NavItem[] }) {
  return (
    <ul className="space-y-0.5">
      {items.map(({ label, icon: Icon, link }) => (
        <li key={label}>
          <Link
            {...link}
            className="text-muted hover:bg-ink/6 hover:text-ink aria-[current=page]:bg-primary/12 aria-[current=page]:text-ink flex min-h-9 items-center gap-3 rounded-lg px-3 transition-colors aria-[current=page]:font-semibold"
          >
            <Icon aria-hidden className="size-4.5" />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
