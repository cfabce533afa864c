import { lazy, Suspense, useId } from "react";
import type { DailyNumbers } from "./daily-series.ts";
import { DailyTable } from "./daily-table.tsx";
import { Loading } from "./loading.tsx";
import { Skeleton } from "./skeleton.tsx";

// The chart library is larger than the rest of the app. Where it does not arrive, the numbers are still there.
const DailyChart = lazy(() =>
  import("./daily-chart.tsx").then(
    ({ DailyChart: chart }) => ({ default: chart }),
    () => ({ default: () => <p className="text-muted py-8">The chart could not be loaded. Its numbers are below.</p> }),
  ),
);

export interface DailyFigureProps extends Omit<DailyNumbers, "days"> {
  title: string;
  /** Not there while they are on their way. */
  days: DailyNumbers["days"] | undefined;
  /** How many of the last days the figures above are about. */
  marked: number;
  /** Each series on a scale of its own, one below the other: for numbers that are of another size or another kind. */
  isApart?: boolean;
}

/** Numbers by day, drawn; the same numbers as a table for those who do not see it. */
export function DailyFigure({ title, days, series, marked, isApart = false }: DailyFigureProps) {
  const id = useId();
  // Of nothing there is one drawing, which says so.
  const isEmpty = days?.every((day) => series.every(({ key }) => day[key] === 0)) === true;
  const parts = isApart && !isEmpty ? series.map((one) => [one]) : [series];
  const waiting = (
    <Loading what="the chart">
      <Skeleton className="h-64 w-full" />
    </Loading>
  );
  return (
    <figure aria-labelledby={id} className="px-5 pt-5 pb-4">
      <figcaption className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <span id={id} className="font-semibold">
          {title}
        </span>
        <ul className="text-muted flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {series.map(({ key, label, color }) => (
            <li key={key} className="flex items-center gap-2">
              <span aria-hidden className="h-1 w-4 rounded-full" style={{ background: color }} />
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
      <Suspense fallback={waiting}>
        {days
          ? parts.map((part, index) => (
              <DailyChart
                key={index}
                days={days}
                series={part}
                marked={marked}
                {...(parts.length > 1 && { place: { group: id, isLast: index === parts.length - 1 } })}
              />
            ))
          : waiting}
      </Suspense>
      {days && <DailyTable title={title} days={days} series={series} />}
    </figure>
  );
}
