import { Button } from "./button.tsx";

export interface MoreRowsProps {
  shown: number;
  /** One and many, such as `campaign` and `campaigns`. */
  what: readonly [one: string, many: string];
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

/** The end of a paged list: how many rows there are so far, and the way to the next ones. */
export function MoreRows({ shown, what, hasMore, isLoading, onMore }: MoreRowsProps) {
  return (
    <footer className="border-line text-muted flex flex-wrap items-center justify-between gap-3 border-t px-5 py-3 text-sm">
      <output>{hasMore ? `The first ${shown} ${what[1]}` : shown === 1 ? `1 ${what[0]}` : `All ${shown} ${what[1]}`}</output>
      {hasMore && (
        <Button variant="secondary" size="small" isBusy={isLoading} onClick={onMore}>
          Show more
        </Button>
      )}
    </footer>
  );
}
