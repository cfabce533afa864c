import type { Role } from "@causeway/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { api } from "../api.ts";
import { withProof } from "../identity/proof.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { RowName } from "../ui/row-name.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { rolesQuery } from "./roles-query.ts";

/** What people may do, as data: a change takes effect with their next request. */
export function RolesPage() {
  const queryClient = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery(rolesQuery);
  const [open, setOpen] = useState<{ role?: Role } | null>(null);
  const options = {
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["roles"] }),
    onError: (failure: unknown) => showFailure("The role stays as it is", failure),
  };
  const remove = useMutation({ mutationFn: (key: string) => withProof(() => api.roles.delete.mutate({ key })), ...options });
  const reset = useMutation({ mutationFn: (key: string) => withProof(() => api.roles.reset.mutate({ key })), ...options });
  return (
    <Page
      title="Roles"
      description="What people may do. A change takes effect with their next request."
      isNarrow
      actions={
        data && (
          <Button onClick={() => setOpen({})}>
            <Plus aria-hidden className="size-4" />
            New role
          </Button>
        )
      }
    >
      <Panel>
        {!data &&
          (error ? (
            <ErrorState error={error} what="the roles" isRetrying={isFetching} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows what="the roles" rows={3} />
          ))}
        {data && (
          <ul aria-label="Roles" className="divide-line divide-y">
            {data.items.map((role) => (
              <li key={role.key} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
                <RowName
                  isWide
                  line={`Rank ${role.rank} · ${role.permissions.length} permissions · ${role.users} ${role.users === 1 ? "person" : "people"}`}
                >
                  {role.key}
                </RowName>
                {role.isBuiltIn && <Badge>Built in</Badge>}
                {role.canEdit && (
                  <div className="flex gap-2">
                    <Button variant="secondary" size="small" aria-label={`Change ${role.key}`} onClick={() => setOpen({ role })}>
                      Change
                    </Button>
                    {role.isBuiltIn ? (
                      <ConfirmDialog
                        trigger={
                          <Button variant="quiet" size="small" aria-label={`Reset ${role.key}`}>
                            Reset
                          </Button>
                        }
                        title={`Reset ${role.key}?`}
                        confirmLabel="Reset it"
                        onConfirm={() => reset.mutate(role.key)}
                      >
                        It gets the permissions that it has in a new database.
                      </ConfirmDialog>
                    ) : (
                      role.users === 0 && (
                        <ConfirmDialog
                          trigger={
                            <Button variant="danger" size="small" aria-label={`Delete ${role.key}`}>
                              Delete
                            </Button>
                          }
                          title={`Delete ${role.key}?`}
                          confirmLabel="Delete it"
                          isDangerous
                          onConfirm={() => remove.mutate(role.key)}
                        >
                          Nobody has it.
                        </ConfirmDialog>
                      )
                    )}
                  </div>
                )}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      {open && data && <RoleDialog permissions={data.permissions} role={open.role} onClose={() => setOpen(null)} />}
    </Page>
  );
}
