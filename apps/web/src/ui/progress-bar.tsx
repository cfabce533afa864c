import { clsx } from "clsx";

export interface ProgressBarProps {
  /** What goes on, such as `Sending`. */
  label: string;
  done: number;
  /** Null while nobody knows how much there is. */
  total: number | null;
  className?: string;
}

/** How far a long work is. */
export function ProgressBar({ label, done, total, className }: ProgressBarProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div className={className}>
      <progress aria-label={label} className="sr-only" {...(share === null ? {} : { value: share, max: 1 })} />
      <div aria-hidden className="bg-ink/10 h-2 overflow-hidden rounded-full">
        <div
          className={clsx(
            "bg-primary h-full rounded-full transition-[width] duration-300",
            share === null && "animate-drift w-1/3",
          )}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
