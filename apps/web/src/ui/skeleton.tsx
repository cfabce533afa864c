import { clsx } from "clsx";

/** Where something will be; `className` gives it its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-drift rounded-md bg-ink/9", className)} />;
}
