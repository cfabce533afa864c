import { isCausewayError } from "@causeway/client";
import { RotateCw } from "lucide-react";
import { Button } from "./button.tsx";
import { Copyable } from "./copyable.tsx";

export interface ErrorStateProps {
  error: unknown;
  /** What could not be shown, such as `the campaigns`. */
  what: string;
  onRetry: () => void;
  isRetrying?: boolean;
}

/** Something could not be loaded: what, why, the request's id to quote, and another try. */
export function ErrorState({ error, what, onRetry, isRetrying = false }: ErrorStateProps) {
  const told = isCausewayError(error) ? error : null;
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-10 text-center">
      <p className="font-display text-lg font-semibold">{`Could not load ${what}`}</p>
      <p className="text-muted mt-1 max-w-[52ch]">{told?.message ?? "Something went wrong on this page."}</p>
      <Button variant="secondary" className="mt-5" isBusy={isRetrying} onClick={onRetry}>
        <RotateCw aria-hidden className="size-4" />
        Try again
      </Button>
      {told?.requestId && (
        <p className="text-muted mt-4 text-sm">
          Request <Copyable text={told.requestId} what="request id" />
        </p>
      )}
    </div>
  );
}
