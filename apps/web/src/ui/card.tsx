import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

export interface CardProps {
  title: string;
  /** Small things on the title's line: a count, a link, a legend. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled part of a screen. */
export function Card({ title, aside, className, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx("min-w-0 rounded-xl border border-line bg-surface", className)}>
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 pt-4.5 pb-3">
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {aside && <div className="text-muted text-sm">{aside}</div>}
      </header>
      {children}
    </section>
  );
}
