import type { RestaurantSummary } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { api } from "../api.ts";
import { changeSession } from "../identity/change-session.ts";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { showFailure } from "../ui/show-failure.ts";

/** The way to act for a restaurant's owner, for those who may. */
export function ActFor({ restaurant: { name, ownerUserId, ownerEmail } }: { restaurant: RestaurantSummary }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const router = useRouter();
  const impersonate = useMutation({
    mutationFn: (userId: string) => api.identity.impersonate.mutate({ userId }),
    onSuccess: ({ user }) => changeSession({ queryClient, me: user, leave: () => router.navigate({ to: "/" }) }),
    onError: (error) => showFailure(`You cannot act for ${ownerEmail ?? name}`, error),
  });
  if (!can(me, "user:impersonate") || ownerUserId === null || ownerUserId === me.id) return null;
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="small" aria-label={`Act for the owner of ${name}`} isBusy={impersonate.isPending}>
          Act for
        </Button>
      }
      title={`Act for ${ownerEmail ?? "the owner"}?`}
      confirmLabel="Act for them"
      onConfirm={() => impersonate.mutate(ownerUserId)}
    >
      You will see and do what they can, for an hour at most. Everything is recorded under both names, yours and theirs.
    </ConfirmDialog>
  );
}
