import { createLink, type LinkComponent } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { ComponentProps } from "react";

function BackAnchor({ children, ...anchor }: ComponentProps<"a">) {
  return (
    <a
      {...anchor}
      className="text-muted hover:text-ink mb-2 -ml-1.5 inline-flex min-h-8 items-center gap-1 rounded-md pr-2 text-sm font-semibold"
    >
      <ChevronLeft aria-hidden className="size-4" />
      {children}
    </a>
  );
}

/** The way back to the list that a screen belongs to. */
export const BackLink: LinkComponent<typeof BackAnchor> = createLink(BackAnchor);
