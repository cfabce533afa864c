import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { MessagePage } from "../app/message-page.tsx";
import { useMe } from "../identity/me-context.ts";
import { sessionQuery } from "../identity/session.ts";
import { useSignOut } from "../identity/use-sign-out.ts";
import { Button } from "../ui/button.tsx";

/** For accounts that own no restaurant, such as those whose restaurant was never brought over. */
export function NoRestaurantPage() {
  const me = useMe();
  const queryClient = useQueryClient();
  const router = useRouter();
  const signOut = useSignOut();
  const [isLooking, setIsLooking] = useState(false);
  const lookAgain = async () => {
    setIsLooking(true);
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    await router.invalidate();
    setIsLooking(false);
  };
  return (
    <MessagePage
      title="No restaurant yet"
      actions={
        <>
          <Button isBusy={isLooking} onClick={() => void lookAgain()}>
            Look again
          </Button>
          <Button variant="secondary" isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
            Sign out
          </Button>
        </>
      }
    >
      <p>
        No restaurant belongs to <strong className="text-ink">{me.email}</strong>. An administrator can hand one over to this
        account; if you have another account, sign in with that one.
      </p>
    </MessagePage>
  );
}
