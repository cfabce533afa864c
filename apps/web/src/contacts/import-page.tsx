import type { ContactImport } from "@causeway/contract";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { api } from "../api.ts";
import { useWatched } from "../app/use-watched.ts";
import { BackLink } from "../ui/back-link.tsx";
import { buttonClass } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Figures } from "../ui/figures.tsx";
import { MoreRows } from "../ui/more-rows.tsx";
import { Page } from "../ui/page.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { ImportErrorRow } from "./import-error-row.tsx";
import { importErrorsQuery, importQuery } from "./queries.ts";

const STATES: Record<ContactImport["state"], string> = {
  reading: "Being read. You may leave this page; it goes on.",
  done: "Read to the end.",
  failed: "Could not be read to the end.",
};

/** How one customer list was read: live while it is, then with the rows that are to be corrected. */
export function ImportPage() {
  const { restaurantId, importId } = useParams({ from: "/shell/restaurants/$restaurantId/contacts/imports/$importId" });
  const queryClient = useQueryClient();
  const options = importQuery(importId);
  const { data, error, isFetching, refetch } = useQuery(options);
  useWatched({
    topic: data?.state === "done" ? null : importId,
    subscribe: (handlers) => api.contacts.watchImport.subscribe({ id: importId }, handlers),
    onValue(current: ContactImport) {
      queryClient.setQueryData(options.queryKey, current);
      if (current.state !== "reading") void queryClient.invalidateQueries({ queryKey: ["contacts"] });
    },
  });
  const above = (
    <BackLink to="/restaurants/$restaurantId/contacts" params={{ restaurantId }}>
      Customers
    </BackLink>
  );
  if (!data)
    return (
      <Page title="Customer list" above={above}>
        <div className="border-line bg-surface rounded-xl border">
          {error ? (
            <ErrorState error={error} what="the list" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the list" rows={3} />
          )}
        </div>
      </Page>
    );
  return (
    <Page title={data.fileName} above={above} description={data.failure ?? STATES[data.state]}>
      <Card title="Rows" aside={data.state === "reading" && `${Math.round(data.progress * 100)} %`}>
        {data.state === "reading" && <ProgressBar label="Reading the list" done={data.progress} total={1} className="px-5 pb-4" />}
        <Figures
          figures={[
            { label: "Read", current: data.rows },
            { label: "Taken", current: data.accepted },
            { label: "Refused", current: data.refused },
            { label: "To correct", current: data.openErrors },
          ]}
        />
        {data.state === "done" && data.accepted > 0 && (
          <p className="px-5 py-4">
            <Link
              to="/restaurants/$restaurantId/campaigns/new"
              params={{ restaurantId }}
              search={{ channel: "sms", importId }}
              className={buttonClass()}
            >
              Write to these customers
            </Link>
          </p>
        )}
      </Card>
      <ImportErrors importId={importId} state={data.state} />
    </Page>
  );
}

function ImportErrors({ importId, state }: { importId: string; state: ContactImport["state"] }) {
  const query = useInfiniteQuery(importErrorsQuery(importId));
  const errors = query.data?.pages.flatMap(({ items }) => items);
  if (errors?.length === 0 && state === "reading") return null;
  return (
    <Card title="To correct" className="mt-6">
      <div className="border-line border-t">
        {errors && errors.length > 0 && (
          <>
            <ul aria-label="Refused rows" className="divide-line divide-y">
              {errors.map((each) => (
                <ImportErrorRow key={each.row} importId={importId} error={each} />
              ))}
            </ul>
            <MoreRows
              shown={errors.length}
              what={["row", "rows"]}
              hasMore={query.hasNextPage}
              isLoading={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
            />
          </>
        )}
        {errors?.length === 0 && <EmptyState title="Nothing to correct">Every row was taken, corrected or left out.</EmptyState>}
        {query.isPending && <SkeletonRows what="the refused rows" rows={3} />}
        {query.isError && !errors && (
          <ErrorState
            error={query.error}
            what="the refused rows"
            isRetrying={query.isFetching}
            onRetry={() => void query.refetch()}
          />
        )}
      </div>
    </Card>
  );
}
