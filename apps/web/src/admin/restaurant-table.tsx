import type { RestaurantSummary } from "@causeway/contract";
import { Link } from "@tanstack/react-router";
import { formatDate } from "../lib/format.ts";
import type { RestaurantFilter } from "../restaurants/queries.ts";
import { ActFor } from "./act-for.tsx";
import { SortHeader } from "./sort-header.tsx";

export interface RestaurantTableProps extends Pick<RestaurantFilter, "sort" | "order"> {
  restaurants: readonly RestaurantSummary[];
  /** The rows are those of the filter before. */
  isStale: boolean;
  onSort: (sorting: Pick<RestaurantFilter, "sort" | "order">) => void;
}

export function RestaurantTable({ restaurants, sort, order, isStale, onSort }: RestaurantTableProps) {
  const sorting = { sort, order, onSort };
  return (
    <table aria-busy={isStale} className="w-full table-fixed text-left transition-opacity aria-busy:opacity-60">
      <caption className="sr-only">Restaurants</caption>
      <thead className="border-line text-muted border-b text-sm">
        <tr>
          <SortHeader column="name" {...sorting}>
            Restaurant
          </SortHeader>
          <th scope="col" className="hidden px-5 py-3 font-semibold md:table-cell">
            Owner
          </th>
          <SortHeader column="createdAt" {...sorting} className="hidden w-36 sm:table-cell">
            Since
          </SortHeader>
          <th scope="col" className="w-28 px-5 py-3">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-line divide-y">
        {restaurants.map((restaurant) => (
          <tr key={restaurant.id} className="hover:bg-ink/3">
            <th scope="row" className="px-5 py-3.5 font-normal">
              <Link
                to="/restaurants/$restaurantId"
                params={{ restaurantId: restaurant.id }}
                className="font-medium break-words underline-offset-3 hover:underline"
              >
                {restaurant.name}
              </Link>
              <span className="text-muted block truncate text-sm">{restaurant.address ?? "No address"}</span>
              <span className="text-muted block truncate text-sm md:hidden">{restaurant.ownerEmail ?? "No owner"}</span>
            </th>
            <td className="hidden truncate px-5 py-3.5 md:table-cell">
              {restaurant.ownerEmail ?? <span className="text-muted">No owner</span>}
            </td>
            <td className="text-muted hidden px-5 py-3.5 sm:table-cell">{formatDate(restaurant.createdAt)}</td>
            <td className="px-5 py-3.5 text-right">
              <ActFor restaurant={restaurant} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
