import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { MoreRows } from "../ui/more-rows.tsx";
import { Page } from "../ui/page.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { showToast } from "../ui/toast.tsx";
import { useMe } from "./me-context.ts";
import { withProof } from "./proof.ts";
import { SessionRow } from "./session-row.tsx";

const sessionsQuery = infiniteQueryOptions({
  queryKey: ["sessions"],
  queryFn: ({ pageParam, signal }) => api.identity.sessions.query(pageParam ? { cursor: pageParam } : {}, { signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.nextCursor,
});

export function SessionsPage() {
  const me = useMe();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(sessionsQuery);
  const sessions = query.data?.pages.flatMap(({ items }) => items);
  const hasOthers = sessions?.some(({ isCurrent }) => !isCurrent) ?? false;
  const mayEnd = me.impersonator === null;
  const endOthers = useMutation({
    mutationFn: () => withProof(() => api.identity.endOtherSessions.mutate()),
    onSuccess({ ended }) {
      showToast({ title: ended === 1 ? "One other session ended" : `${ended} other sessions ended` });
      return queryClient.invalidateQueries(sessionsQuery);
    },
    onError: (error) => showFailure("The other sessions go on", error),
  });

  return (
    <Page
      title="Where you are signed in"
      isNarrow
      description={
        mayEnd
          ? "If one of these is not you, end it and change your password."
          : "Sessions cannot be ended while acting for somebody else."
      }
      actions={
        mayEnd &&
        hasOthers && (
          <ConfirmDialog
            trigger={
              <Button variant="danger" isBusy={endOthers.isPending}>
                End all others
              </Button>
            }
            title="End all other sessions?"
            confirmLabel="End all others"
            isDangerous
            onConfirm={() => endOthers.mutate()}
          >
            Every other browser and device has to sign in again. This one stays signed in.
          </ConfirmDialog>
        )
      }
    >
      <div className="border-line bg-surface rounded-xl border">
        {sessions && (
          <>
            <ul aria-label="Sessions" className="divide-line divide-y">
              {sessions.map((session) => (
                <SessionRow key={session.id} session={session} mayEnd={mayEnd} />
              ))}
            </ul>
            <MoreRows
              shown={sessions.length}
              what={["session", "sessions"]}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        )}
        {query.isPending && <SkeletonRows what="the sessions" rows={3} />}
        {query.isError && !sessions && (
          <ErrorState error={query.error} what="the sessions" isRetrying={query.isFetching} onRetry={() => void query.refetch()} />
        )}
      </div>
    </Page>
  );
}
