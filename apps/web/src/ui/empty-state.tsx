import type { ReactNode } from "react";

export interface EmptyStateProps {
  title: string;
  /** Why it is empty, and what fills it. */
  children: ReactNode;
  action?: ReactNode;
}

/** A place with nothing in it yet: posts of a causeway, waiting for the tide to fall. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      <svg viewBox="0 0 120 48" aria-hidden className="text-line-strong mb-4 h-12">
        <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
          <path d="M24 12v18M48 8v22M72 8v22M96 12v18" />
          <path d="M6 34q9-6 18 0t18 0 18 0 18 0 18 0 18 0M18 43q8-5 16 0t16 0 16 0 16 0 16 0" opacity=".6" />
        </g>
      </svg>
      <p className="font-display text-lg font-semibold">{title}</p>
      <p className="text-muted mt-1 max-w-[46ch]">{children}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
