import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";
import type { RestaurantFilter } from "../restaurants/queries.ts";

type Sorting = Pick<RestaurantFilter, "sort" | "order">;

export interface SortHeaderProps extends Sorting {
  column: RestaurantFilter["sort"];
  onSort: (sorting: Sorting) => void;
  className?: string;
  children: ReactNode;
}

/** A column's head; pressing it sorts by the column, pressing again turns the order round. */
export function SortHeader({ column, sort, order, onSort, className, children }: SortHeaderProps) {
  const isSorted = sort === column;
  const first = column === "name" ? "asc" : "desc";
  const next = isSorted ? (order === "asc" ? "desc" : "asc") : first;
  const Icon = !isSorted ? ArrowUpDown : order === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={!isSorted ? undefined : order === "asc" ? "ascending" : "descending"}
      className={clsx("px-3 py-1.5 font-semibold", className)}
    >
      <button
        type="button"
        onClick={() => onSort({ sort: column, order: next })}
        className={clsx(
          "inline-flex min-h-9 items-center gap-1.5 rounded-md px-2 hover:bg-ink/6 hover:text-ink",
          isSorted && "text-ink",
        )}
      >
        {children}
        <Icon aria-hidden className={clsx("size-3.5", !isSorted && "opacity-50")} />
      </button>
    </th>
  );
}
