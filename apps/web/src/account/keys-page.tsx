import type { ApiKey } from "@causeway/contract";
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api.ts";
import { useMe } from "../identity/me-context.ts";
import { withProof } from "../identity/proof.ts";
import { formatDate } from "../lib/format.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge, type BadgeTone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page } from "../ui/page.tsx";
import { PagedList } from "../ui/paged-list.tsx";
import { Panel } from "../ui/panel.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { ShownKeyDialog } from "./shown-key-dialog.tsx";

const keysQuery = infiniteQueryOptions({
  queryKey: ["apiKeys", "list"],
  queryFn: ({ pageParam, signal }) => api.apiKeys.list.query(pageParam ? { cursor: pageParam } : {}, { signal }),
  initialPageParam: "",
  getNextPageParam: (page) => page.nextCursor,
});

export const KEY_STATES: Record<ApiKey["state"], { label: string; tone: BadgeTone }> = {
  active: { label: "In use", tone: "good" },
  expired: { label: "Expired", tone: "neutral" },
  "used-up": { label: "Used up", tone: "neutral" },
  revoked: { label: "Revoked", tone: "neutral" },
};

export function KeysPage() {
  const me = useMe();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(keysQuery);
  const [isNew, setIsNew] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["apiKeys"] });
  const rotate = useMutation({
    mutationFn: (id: string) => withProof(() => api.apiKeys.rotate.mutate({ id })),
    onSuccess({ key }) {
      setShown(key);
      return refresh();
    },
    onError: (error) => showFailure("The key stays as it is", error),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => withProof(() => api.apiKeys.revoke.mutate({ id })),
    onSettled: refresh,
    onError: (error) => showFailure("The key still works", error),
  });
  const mayWrite = me.impersonator === null;
  const create = (
    <Button onClick={() => setIsNew(true)}>
      <Plus aria-hidden className="size-4" />
      New key
    </Button>
  );
  return (
    <Page
      title="API keys"
      isNarrow
      description={
        mayWrite
          ? "For programs that work in your name. A key can do less than you can, never more."
          : "Keys cannot be made or changed while acting for somebody else."
      }
      actions={mayWrite && create}
    >
      <Panel>
        <PagedList
          query={query}
          what={["key", "keys"]}
          rows={3}
          empty={
            <EmptyState title="No keys" action={mayWrite && create}>
              Make one for a program that is to read or write here.
            </EmptyState>
          }
        >
          {(keys) => (
            <ul aria-label="API keys" className="divide-line divide-y">
              {keys.map((key) => (
                <li key={key.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-4">
                  <KeyRound aria-hidden className="text-muted mt-0.5 size-5 shrink-0" />
                  <div className="min-w-0 flex-1">
                    <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
                      {key.name}
                      <Badge tone={KEY_STATES[key.state].tone}>{KEY_STATES[key.state].label}</Badge>
                    </p>
                    <p className="text-muted text-sm">
                      <code className="figures">{`${key.prefix}…`}</code>
                      {` · ${key.scopes.length} ${key.scopes.length === 1 ? "permission" : "permissions"}`}
                      {key.expiresAt && ` · until ${formatDate(key.expiresAt)}`}
                      {key.remainingUses !== null && ` · ${key.remainingUses} uses left`}
                    </p>
                    <p className="text-muted text-sm">
                      {key.lastUsedAt ? (
                        <>
                          Last used <Ago at={key.lastUsedAt} />
                          {key.lastUsedIp && ` from ${key.lastUsedIp}`}
                        </>
                      ) : (
                        "Never used"
                      )}
                    </p>
                  </div>
                  {key.state === "active" && mayWrite && (
                    <div className="flex gap-2">
                      <ConfirmDialog
                        trigger={
                          <Button variant="secondary" size="small" aria-label={`Renew ${key.name}`}>
                            Renew
                          </Button>
                        }
                        title={`Renew ${key.name}?`}
                        confirmLabel="Renew it"
                        onConfirm={() => rotate.mutate(key.id)}
                      >
                        You get a new key; the old one goes on working for a day, so that you can change over.
                      </ConfirmDialog>
                      <ConfirmDialog
                        trigger={
                          <Button variant="danger" size="small" aria-label={`Revoke ${key.name}`}>
                            Revoke
                          </Button>
                        }
                        title={`Revoke ${key.name}?`}
                        confirmLabel="Revoke it"
                        isDangerous
                        onConfirm={() => revoke.mutate(key.id)}
                      >
                        Whatever uses it is refused from now on. This cannot be taken back.
                      </ConfirmDialog>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )}
        </PagedList>
      </Panel>
      {isNew && (
        <NewKeyDialog
          onClose={() => setIsNew(false)}
          onCreated={(key) => {
            setIsNew(false);
            setShown(key);
            void refresh();
          }}
        />
      )}
      {shown !== null && <ShownKeyDialog apiKey={shown} onClose={() => setShown(null)} />}
    </Page>
  );
}
