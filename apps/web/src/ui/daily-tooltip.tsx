import { formatWeekday } from "../lib/format.ts";
import { type DaySeries, formatOf } from "./daily-series.ts";

export interface DailyTooltipProps {
  series: readonly DaySeries[];
  /** The rest comes from the chart. */
  active?: boolean;
  label?: string;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
}

export function DailyTooltip({ series, active = false, label = "", payload = [] }: DailyTooltipProps) {
  if (!active) return null;
  return (
    <div className="border-line bg-raised shadow-float rounded-lg border px-3 py-2 text-sm">
      <p className="mb-1 font-semibold">{formatWeekday(label)}</p>
      {series.map((one) => {
        const { key, label: name, color } = one;
        const value = payload.find(({ dataKey }) => dataKey === key)?.value;
        return (
          <p key={key} className="flex items-center gap-2">
            <span className="h-1 w-3 rounded-full" style={{ background: color }} />
            <span className="text-muted flex-1">{name}</span>
            <span className="figures pl-3 font-semibold">{formatOf(one)(Number(value ?? 0))}</span>
          </p>
        );
      })}
    </div>
  );
}
