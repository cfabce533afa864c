import { clsx } from "clsx";
import { formatNumber } from "../lib/format.ts";
import { Delta } from "./delta.tsx";
import { Loading } from "./loading.tsx";
import { Skeleton } from "./skeleton.tsx";

export interface Figure {
  label: string;
  current: number;
  previous?: number;
  /** How the numbers are written, where they are not mere counts. */
  format?: (value: number) => string;
  /** Said under the number where there is nothing to compare it with. */
  note?: string;
}

/** All in one row where they fit, else two to a row, an odd last one as wide as both: no cell is left empty. */
const GRID = clsx(
  "border-line bg-line grid gap-px border-y @lg:grid-cols-2 @lg:[&>:last-child:nth-child(odd)]:col-span-2",
  "@3xl:auto-cols-fr @3xl:grid-flow-col @3xl:grid-cols-none @3xl:[&>:last-child:nth-child(odd)]:col-span-1",
);

/** Numbers side by side, each with what it was before. */
export function Figures({ figures, against = "" }: { figures: readonly Figure[]; against?: string }) {
  const isShort = figures.every(({ previous }) => previous === undefined);
  return (
    <div className="@container">
      <dl className={clsx(GRID, isShort && "grid-cols-2")}>
        {figures.map(({ label, current, previous, format = formatNumber, note }) => (
          <div key={label} className="bg-surface px-5 py-4">
            <dt className="text-muted text-sm">{label}</dt>
            <dd>
              <p className="figures text-[2.5rem] leading-tight font-semibold">{format(current)}</p>
              {previous !== undefined && <Delta current={current} previous={previous} against={against} format={format} />}
              {note && <p className="text-muted mt-1 text-sm">{note}</p>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export function FiguresSkeleton({ count }: { count: number }) {
  return (
    <Loading what="the figures">
      <div className="@container">
        <div className={GRID}>
          {Array.from({ length: count }, (_, index) => (
            <div key={index} className="bg-surface px-5 py-4">
              <Skeleton className="h-4 w-28" />
              <Skeleton className="mt-2 h-10 w-20" />
              <Skeleton className="mt-2 h-4 w-40 max-w-full" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
