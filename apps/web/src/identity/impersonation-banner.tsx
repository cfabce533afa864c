import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { VenetianMask } from "lucide-react";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { changeSession } from "./change-session.ts";
import { useMe } from "./me-context.ts";

/** Stays in view for as long as somebody acts in another's name. */
export function ImpersonationBanner() {
  const me = useMe();
  const queryClient = useQueryClient();
  const router = useRouter();
  const end = useMutation({
    mutationFn: () => api.identity.endImpersonation.mutate({}),
    onSuccess: ({ user }) => changeSession({ queryClient, me: user, leave: () => router.navigate({ to: "/admin/restaurants" }) }),
    onError: (error) => showFailure("You are still acting for somebody else", error),
  });
  if (!me.impersonator) return null;
  return (
    <section
      aria-label="Acting for somebody else"
      className="bg-pilot text-on-pilot sticky top-0 z-40 flex items-center justify-between gap-x-4 px-4 py-2 text-sm sm:justify-center lg:h-12"
    >
      <p className="flex min-w-0 items-center gap-2.5">
        <VenetianMask aria-hidden className="size-4.5 shrink-0" />
        <span className="min-w-0 break-words">
          <strong>{me.impersonator.email}</strong> acting for <strong>{me.email}</strong>
        </span>
      </p>
      <Button variant="pilot" size="small" isBusy={end.isPending} onClick={() => end.mutate()}>
        End
      </Button>
    </section>
  );
}
