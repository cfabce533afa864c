import { isCausewayError } from "@causeway/client";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Button } from "../ui/button.tsx";
import { Copyable } from "../ui/copyable.tsx";
import { isUnreachable } from "./connection.ts";
import { MessagePage } from "./message-page.tsx";

/** Instead of a screen that could not be shown at all. */
export function CrashPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  const told = isCausewayError(error) ? error : null;
  const isAway = isUnreachable(error);
  const canTryAgain = isAway || told !== null;
  return (
    <MessagePage
      title={isAway ? "The tide is in" : "Something went wrong"}
      actions={
        <Button onClick={() => (canTryAgain ? void router.invalidate() : location.reload())}>
          {canTryAgain ? "Try again" : "Reload the page"}
        </Button>
      }
    >
      <p>
        {isAway
          ? "The server does not answer. Nothing you saved is lost; this page comes back by itself as soon as it does."
          : (told?.message ?? "This page has failed. Reloading it usually helps.")}
      </p>
      {told?.requestId && (
        <p className="mt-3 text-sm">
          Request <Copyable text={told.requestId} what="request id" />
        </p>
      )}
    </MessagePage>
  );
}
