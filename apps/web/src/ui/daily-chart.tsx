import { clsx } from "clsx";
import { Area, AreaChart, CartesianGrid, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatDay } from "../lib/format.ts";
import { type DailyNumbers, formatOfAxis } from "./daily-series.ts";
import { DailyTooltip } from "./daily-tooltip.tsx";

export interface DailyChartProps extends DailyNumbers {
  /** How many of the last days stand out. */
  marked: number;
  /** Of one of several below each other, which share their days and what is pointed at. */
  place?: { group: string; isLast: boolean };
}

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
/** The same for all, so that the days of those below each other are below each other as well; `9,999` and `100K` fit. */
const AXIS_WIDTH = 44;
const TICK = { fill: "var(--muted)", fontSize: 12 };

/** The drawing alone; its numbers have to stand somewhere else as well. */
export function DailyChart({ days, series, marked, place }: DailyChartProps) {
  const isEmpty = days.every((day) => series.every(({ key }) => day[key] === 0));
  const ticks = days.filter((_, index) => (days.length - 1 - index) % 7 === 0).map(({ day }) => day);
  return (
    <div aria-hidden className={clsx("relative", place === undefined ? "h-64" : place.isLast ? "h-38" : "mb-1 h-32")}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 1, height: 1 }}>
        <AreaChart data={[...days]} margin={MARGIN} accessibilityLayer={false} {...(place && { syncId: place.group })}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          {marked > 0 && (
            <ReferenceArea
              x1={days.at(-marked)?.["day"] ?? ""}
              x2={days.at(-1)?.["day"] ?? ""}
              fill="var(--chart-shallow)"
              fillOpacity={0.4}
              stroke="none"
            />
          )}
          <XAxis
            dataKey="day"
            hide={place?.isLast === false}
            ticks={ticks}
            tickFormatter={formatDay}
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            tickMargin={8}
          />
          <YAxis
            width={AXIS_WIDTH}
            tickCount={place ? 3 : 5}
            allowDecimals={false}
            tickFormatter={formatOfAxis(series)}
            tick={TICK}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip content={<DailyTooltip series={series} />} cursor={{ stroke: "var(--line-strong)" }} isAnimationActive={false} />
          {series.map(({ key, label, color }) => (
            <Area
              key={key}
              type="monotone"
              dataKey={key}
              name={label}
              stroke={color}
              strokeWidth={2.25}
              fill={color}
              fillOpacity={0.1}
              isAnimationActive={false}
              activeDot={{ r: 4, stroke: "var(--surface)", strokeWidth: 2 }}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
      {isEmpty && place === undefined && (
        <p className="text-muted pointer-events-none absolute inset-0 grid place-items-center pb-8">
          Nothing came in during these days.
        </p>
      )}
    </div>
  );
}
