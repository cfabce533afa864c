import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import { formatShare } from "../lib/format.ts";

export interface DeltaProps {
  current: number;
  previous: number;
  /** What `previous` was counted over, such as `the 7 days before`. */
  against: string;
  format: (value: number) => string;
}

/** A figure against the one before. Says in words what colour and arrow say. */
export function Delta({ current, previous, against, format }: DeltaProps) {
  const change = current - previous;
  const Icon = change > 0 ? ArrowUp : change < 0 ? ArrowDown : Minus;
  const tone = change > 0 ? "text-good" : change < 0 ? "text-bad" : "text-muted";
  const share = previous > 0 && change !== 0 ? ` (${formatShare(Math.abs(change) / previous)})` : "";
  return (
    <p className="text-muted mt-1 flex flex-wrap items-center gap-x-2 text-sm">
      <span className={`inline-flex items-center gap-1 font-semibold ${tone}`}>
        <Icon aria-hidden className="size-4" />
        {change === 0 ? "no change" : `${format(Math.abs(change))} ${change > 0 ? "more" : "fewer"}${share}`}
      </span>
      <span>{`${format(previous)} in ${against}`}</span>
    </p>
  );
}
