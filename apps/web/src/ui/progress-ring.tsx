const RADIUS = 18;
const LENGTH = 2 * Math.PI * RADIUS;

export interface ProgressRingProps {
  /** A whole number from 0 to 100. */
  percentage: number;
  /** What is measured, such as `Foundation`. */
  label: string;
  className?: string;
}

/** How much of something is done. */
export function ProgressRing({ percentage, label, className = "size-16" }: ProgressRingProps) {
  return (
    <div className={`relative shrink-0 ${className}`}>
      <progress aria-label={label} value={percentage} max={100} className="sr-only" />
      <svg viewBox="0 0 44 44" aria-hidden className="size-full -rotate-90">
        <circle cx="22" cy="22" r={RADIUS} fill="none" strokeWidth="4.5" className="stroke-ink/10" />
        {percentage > 0 && (
          <circle
            cx="22"
            cy="22"
            r={RADIUS}
            fill="none"
            strokeWidth="4.5"
            strokeLinecap="round"
            strokeDasharray={`${(LENGTH * percentage) / 100} ${LENGTH}`}
            className={percentage === 100 ? "stroke-good" : "stroke-primary"}
          />
        )}
      </svg>
      <span aria-hidden className="figures absolute inset-0 grid place-items-center text-sm font-semibold">
        {percentage}%
      </span>
    </div>
  );
}
