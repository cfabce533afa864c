import { clsx } from "clsx";
import type { ReactNode } from "react";

export interface RowNameProps {
  /** What the row is about, often a link. */
  children: ReactNode;
  /** What else is to say of it, below the name. */
  line: ReactNode;
  /** Has the whole width on a phone; the rest of the row, which has to wrap, stands below it. */
  isWide?: boolean;
}

/** The name of a list's row and a line about it; takes the room that the rest of the row leaves. */
export function RowName({ children, line, isWide = false }: RowNameProps) {
  return (
    <p className={clsx("min-w-0", isWide ? "grow basis-full sm:basis-0" : "flex-1")}>
      <span className="block font-medium break-words">{children}</span>
      <span className="text-muted block text-sm break-words">{line}</span>
    </p>
  );
}
