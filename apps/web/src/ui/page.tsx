import type { ReactNode } from "react";

export interface PageProps {
  /** Also the document's title. */
  title: string;
  /** What stands above the title, such as a way back. */
  above?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** For a single list of short lines, which a wide window would pull apart. */
  isNarrow?: boolean;
  children: ReactNode;
}

/** One screen: its title, what can be done with all of it, and the content. */
export function Page({ title, above, description, actions, isNarrow = false, children }: PageProps) {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-6 pb-14 sm:px-8 lg:pt-10">
      <div className={isNarrow ? "max-w-3xl" : undefined}>
        <title>{`${title} · Causeway`}</title>
        {above}
        <header className="mb-7 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
          <div className="min-w-0">
            <h1 className="text-2xl break-words sm:text-[1.75rem]">{title}</h1>
            {description && <p className="text-muted mt-1 max-w-[65ch] break-words">{description}</p>}
          </div>
          {actions && <div className="flex w-full flex-wrap items-center gap-2 sm:w-auto">{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  );
}
