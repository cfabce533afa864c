import { isCausewayError } from "@causeway/client";
import type { ReactNode } from "react";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface PreviewPanelProps {
  isPending: boolean;
  error: unknown;
  /** What to do to see something here. */
  hint: string;
  children: ReactNode;
}

/** The side of a form on which its outcome is seen while it is filled in. */
export function PreviewPanel({ isPending, error, hint, children }: PreviewPanelProps) {
  return (
    <aside aria-label="Preview" aria-busy={isPending} className="lg:sticky lg:top-8">
      <h2 className="mb-3 text-lg">Preview</h2>
      {error !== null && error !== undefined && (
        <p role="alert" className="text-bad mb-3 text-sm font-medium">
          {isCausewayError(error) ? error.message : "The preview could not be made."}
        </p>
      )}
      {children ||
        (isPending ? (
          <Loading what="the preview">
            <Skeleton className="h-64 w-full rounded-xl" />
          </Loading>
        ) : (
          <p className="border-line-strong text-muted rounded-xl border border-dashed px-5 py-10 text-center">{hint}</p>
        ))}
    </aside>
  );
}
