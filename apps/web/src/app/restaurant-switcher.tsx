import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, ChevronsUpDown } from "lucide-react";
import { useMe } from "../identity/me-context.ts";
import { Menu, MenuChoice } from "../ui/menu.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import type { CurrentRestaurant } from "./use-current-restaurant.ts";

/** Names the restaurant in hand. Who has several can change it; an administrator can go back to the list. */
export function RestaurantSwitcher({ restaurant }: { restaurant: CurrentRestaurant }) {
  const me = useMe();
  const navigate = useNavigate();
  const name = restaurant.name ?? <Skeleton className="my-1 h-4 w-28" />;
  if (!restaurant.isOwn)
    return (
      <Link
        to="/admin/restaurants"
        aria-label="Back to all restaurants"
        className="hover:bg-ink/6 flex min-h-10 items-center gap-2.5 rounded-lg px-3 font-semibold"
      >
        <ArrowLeft aria-hidden className="text-muted size-4 shrink-0" />
        <span className="min-w-0 truncate">{name}</span>
      </Link>
    );
  if (me.restaurants.length < 2) return <p className="truncate px-3 py-2 font-semibold">{name}</p>;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Restaurant: ${restaurant.name ?? ""}. Change`}
          className="border-line bg-surface hover:border-line-strong flex min-h-10 w-full max-w-72 items-center gap-2 rounded-lg border px-3 text-left font-semibold"
        >
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <ChevronsUpDown aria-hidden className="text-muted size-4 shrink-0" />
        </button>
      }
    >
      <MenuChoice
        label="Your restaurants"
        value={restaurant.id}
        options={me.restaurants.map(({ id, name: label }) => ({ value: id, label }))}
        onChange={(restaurantId) => void navigate({ to: "/restaurants/$restaurantId", params: { restaurantId } })}
      />
    </Menu>
  );
}
