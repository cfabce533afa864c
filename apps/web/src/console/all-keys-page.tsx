import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { KEY_STATES } from "../account/keys-page.tsx";
import { api } from "../api.ts";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { PagedList } from "../ui/paged-list.tsx";
import { Panel } from "../ui/panel.tsx";
import { RowName } from "../ui/row-name.tsx";
import { showFailure } from "../ui/show-failure.ts";

const allKeysQuery = infiniteQueryOptions({
  queryKey: ["apiKeys", "all"],
  queryFn: ({ pageParam, signal }) => api.apiKeys.listAll.query(pageParam ? { cursor: pageParam } : {}, { signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.nextCursor,
});

/** Everybody's keys, for those who may end them. */
export function AllKeysPage() {
  const me = useMe();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(allKeysQuery);
  const revoke = useMutation({
    mutationFn: (id: string) => api.apiKeys.revoke.mutate({ id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["apiKeys"] }),
    onError: (error) => showFailure("The key still works", error),
  });
  return (
    <Page title="API keys" description="Every program that works in somebody's name.">
      <Panel>
        <PagedList query={query} what={["key", "keys"]} empty={<EmptyState title="No keys">Nobody has made one.</EmptyState>}>
          {(keys) => (
            <ul aria-label="API keys" className="divide-line divide-y">
              {keys.map((key) => (
                <li key={key.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3.5">
                  <RowName
                    line={
                      <>
                        {`${key.email} · `}
                        <code className="figures">{`${key.prefix}…`}</code>
                        {key.lastUsedAt && (
                          <>
                            {" · last used "}
                            <Ago at={key.lastUsedAt} />
                          </>
                        )}
                      </>
                    }
                  >
                    {key.name}
                  </RowName>
                  <Badge tone={KEY_STATES[key.state].tone}>{KEY_STATES[key.state].label}</Badge>
                  {key.state === "active" && can(me, "api-key:revoke-any") && (
                    <ConfirmDialog
                      trigger={
                        <Button variant="danger" size="small" aria-label={`Revoke ${key.name} of ${key.email}`}>
                          Revoke
                        </Button>
                      }
                      title={`Revoke ${key.name}?`}
                      confirmLabel="Revoke it"
                      isDangerous
                      onConfirm={() => revoke.mutate(key.id)}
                    >
                      {`Whatever uses it for ${key.email} is refused from now on. This cannot be taken back.`}
                    </ConfirmDialog>
                  )}
                </li>
              ))}
            </ul>
          )}
        </PagedList>
      </Panel>
    </Page>
  );
}
