import { Link } from "@tanstack/react-router";
import { useMe } from "../identity/me-context.ts";
import { Logo } from "../ui/logo.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { adminItems, type NavItem, restaurantItems } from "./nav-items.ts";
import { RestaurantSwitcher } from "./restaurant-switcher.tsx";
import { useCurrentRestaurant } from "./use-current-restaurant.ts";

export function Sidebar() {
  const me = useMe();
  const restaurant = useCurrentRestaurant();
  const admin = adminItems(me);
  return (
    <header className="border-line bg-canvas sticky top-(--banner) hidden h-[calc(100dvh-var(--banner))] flex-col border-r px-4 py-5 lg:flex">
      <Link to="/" className="mb-6 self-start rounded-lg px-1">
        <Logo />
      </Link>
      <nav aria-label="Main" className="flex-1 space-y-6 overflow-y-auto p-0.5">
        {admin.length > 0 && <NavList items={admin} />}
        {restaurant && (
          <div>
            <div className="mb-2">
              <RestaurantSwitcher restaurant={restaurant} />
            </div>
            <NavList items={restaurantItems(me, restaurant.id)} />
          </div>
        )}
      </nav>
      <AccountMenu side="top" />
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
            className="text-muted hover:bg-ink/6 hover:text-ink aria-[current=page]:bg-primary/12 aria-[current=page]:text-ink flex min-h-10 items-center gap-3 rounded-lg px-3 transition-colors aria-[current=page]:font-semibold"
          >
            <Icon aria-hidden className="size-4.5" />
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
