import type { Session } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { api } from "../api.ts";
import { formatDate } from "../lib/format.ts";
import { Ago } from "../ui/ago.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { describeDevice } from "./describe-device.ts";
import { withProof } from "./proof.ts";
import { useSignOut } from "./use-sign-out.ts";

export function SessionRow({ session, mayEnd }: { session: Session; mayEnd: boolean }) {
  const queryClient = useQueryClient();
  const signOut = useSignOut();
  const { name, isHandheld } = describeDevice(session.userAgent);
  const Icon = isHandheld ? Smartphone : Monitor;
  const end = useMutation({
    mutationFn: () => withProof(() => api.identity.endSession.mutate({ id: session.id })),
    onSuccess() {
      showToast({ title: "Session ended", description: name });
      return queryClient.invalidateQueries({ queryKey: ["sessions"] });
    },
    onError: (error) => showFailure("The session goes on", error),
  });
  return (
    <li className="flex items-start gap-4 px-5 py-4">
      <Icon aria-hidden className="text-muted mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          <span title={session.userAgent ?? undefined}>{name}</span>
          {session.isCurrent && <Badge tone="water">This one</Badge>}
          {session.impersonatorEmail && <Badge tone="mark">{`used by ${session.impersonatorEmail}`}</Badge>}
        </p>
        <p className="text-muted text-sm">
          {session.isCurrent ? (
            "In use now"
          ) : (
            <>
              Last used <Ago at={session.lastUsedAt} />
            </>
          )}
          {` · since ${formatDate(session.createdAt)}`}
          {session.ip && ` · ${session.ip}`}
        </p>
      </div>
      {session.isCurrent ? (
        <Button variant="secondary" size="small" isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      ) : (
        mayEnd && (
          <Button
            variant="secondary"
            size="small"
            aria-label={`End the session of ${name}`}
            isBusy={end.isPending}
            onClick={() => end.mutate()}
          >
            End
          </Button>
        )
      )}
    </li>
  );
}
