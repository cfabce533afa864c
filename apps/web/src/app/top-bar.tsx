import { Link } from "@tanstack/react-router";
import { LogoMark } from "../ui/logo.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { RestaurantSwitcher } from "./restaurant-switcher.tsx";
import { useCurrentRestaurant } from "./use-current-restaurant.ts";

/** The top of the page on phones. */
export function TopBar() {
  const restaurant = useCurrentRestaurant();
  return (
    <header className="border-line bg-surface flex items-center gap-3 border-b px-4 py-2 lg:hidden">
      <Link to="/" aria-label="Causeway, start" className="rounded-lg">
        <LogoMark className="size-8" />
      </Link>
      <div className="min-w-0 flex-1">
        {restaurant ? (
          <RestaurantSwitcher restaurant={restaurant} />
        ) : (
          <span className="font-display text-lg font-bold">Causeway</span>
        )}
      </div>
      <AccountMenu side="bottom" isCompact />
    </header>
  );
}
