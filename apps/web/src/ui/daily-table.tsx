import { ChevronRight } from "lucide-react";
import { formatWeekday } from "../lib/format.ts";
import { type DailyNumbers, formatOf } from "./daily-series.ts";

/** The chart's numbers, folded away until somebody wants them. */
export function DailyTable({ title, days, series }: DailyNumbers & { title: string }) {
  return (
    <details className="group mt-3 text-sm">
      <summary className="text-muted hover:text-ink -ml-1 inline-flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-md pr-2">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        As a table
      </summary>
      <div className="border-line mt-2 overflow-hidden rounded-lg border">
        <table className="w-full text-left">
          <caption className="sr-only">{title}</caption>
          <thead className="bg-sunken sticky top-0">
            <tr>
              <th scope="col" className="px-3 py-2 font-semibold">
                Day
              </th>
              {series.map(({ key, label }) => (
                <th key={key} scope="col" className="px-3 py-2 text-right font-semibold">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-line divide-y">
            {days.toReversed().map((day) => (
              <tr key={day.day}>
                <th scope="row" className="px-3 py-1.5 font-normal whitespace-nowrap">
                  {formatWeekday(day.day)}
                </th>
                {series.map((one) => (
                  <td key={one.key} className="figures px-3 py-1.5 text-right">
                    {formatOf(one)(Number(day[one.key] ?? 0))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
