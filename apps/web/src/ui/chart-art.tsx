import chartUrl from "../assets/chart.svg?no-inline";

/** The sea chart behind the doors. Its colours come from the theme. */
export function ChartArt({ className }: { className?: string }) {
  return (
    <svg aria-hidden className={className} preserveAspectRatio="none">
      <use href={`${chartUrl}#sheet`} width="100%" height="100%" />
    </svg>
  );
}
