import { clsx } from "clsx";
import { formatNumber } from "../lib/format.ts";
import { Delta } from "./delta.tsx";
import { Loading } from "./loading.tsx";
import { Skeleton } from "./skeleton.tsx";

export interface Figure {
  label: string;
  current: number;
  previous?: number;
  /** Said under the number where there is nothing to compare it with. */
  note?: string;
}

const GRID = "border-line bg-line grid gap-px border-y sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]";

/** Numbers side by side, each with what it was before. */
export function Figures({ figures, against = "" }: { figures: readonly Figure[]; against?: string }) {
  const isShort = figures.every(({ previous }) => previous === undefined);
  return (
    <dl className={clsx(GRID, isShort && "grid-cols-2")}>
      {figures.map(({ label, current, previous, note }) => (
        <div key={label} className="bg-surface px-5 py-4">
          <dt className="text-muted text-sm">{label}</dt>
          <dd>
            <p className="figures text-[2.5rem] leading-tight font-semibold">{formatNumber(current)}</p>
            {previous !== undefined && <Delta current={current} previous={previous} against={against} />}
            {note && <p className="text-muted mt-1 text-sm">{note}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function FiguresSkeleton({ count }: { count: number }) {
  return (
    <Loading what="the figures">
      <div className={GRID}>
        {Array.from({ length: count }, (_, index) => (
          <div key={index} className="bg-surface px-5 py-4">
            <Skeleton className="h-4 w-28" />
            <Skeleton className="mt-2 h-10 w-20" />
            <Skeleton className="mt-2 h-4 w-40 max-w-full" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
