import type { ReactNode } from "react";

/** A key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="border-line-strong bg-canvas text-ink inline-flex min-w-6 items-center justify-center rounded border border-b-2 px-1.5 font-sans text-[0.8125rem] font-semibold">
      {children}
    </kbd>
  );
}
