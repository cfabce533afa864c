import type { ReactNode } from "react";

/** Wraps skeletons: says once, to those who do not see them, that something is on its way. */
export function Loading({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div aria-busy="true">
      <output className="sr-only">{`Loading ${what}…`}</output>
      {children}
    </div>
  );
}
