import type { ReactNode } from "react";

/** The sheet a list lies on. */
export function Panel({ children }: { children: ReactNode }) {
  return <div className="border-line bg-surface rounded-xl border">{children}</div>;
}
