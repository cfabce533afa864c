import { Link, type LinkOptions } from "@tanstack/react-router";

export interface LinkTabsProps {
  /** What the tabs divide, said to those who do not see it. */
  label: string;
  tabs: readonly { label: string; link: LinkOptions }[];
}

/** The parts of one screen that have addresses of their own. */
export function LinkTabs({ label, tabs }: LinkTabsProps) {
  return (
    <nav aria-label={label} className="border-line mb-6 overflow-x-auto border-b">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.label}>
            <Link
              {...tab.link}
              className="text-muted hover:text-ink aria-[current=page]:border-primary aria-[current=page]:text-ink -mb-px flex min-h-11 items-center border-b-2 border-transparent px-3 font-semibold whitespace-nowrap -outline-offset-2"
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
