import { Download } from "lucide-react";
import { buttonClass } from "./button.tsx";

export interface CsvLinkProps {
  /** The address of the file below `/v1`, which the browser's own session opens. */
  href: `/v1/${string}`;
  children?: string;
  className?: string;
}

/** Saves a list as a file. */
export function CsvLink({ href, children = "All as CSV", className = "" }: CsvLinkProps) {
  return (
    <a href={href} download className={`${buttonClass("quiet", "small")} ${className}`}>
      <Download aria-hidden className="size-4" />
      {children}
    </a>
  );
}
