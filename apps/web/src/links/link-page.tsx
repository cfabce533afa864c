import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { FormFailure } from "../identity/form-failure.tsx";
import { sessionQuery } from "../identity/session.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { useLinkToken } from "./link-token.ts";

export interface LinkPageProps {
  title: string;
  /** What the button will do, before it is pressed: mail programs open links by themselves. */
  explanation: ReactNode;
  confirmLabel: string;
  run: (token: string) => Promise<unknown>;
  doneTitle: string;
  done: ReactNode;
}

/** Where a link in a mail leads: says what it does, does it when asked, and says what came of it. */
export function LinkPage({ title, explanation, confirmLabel, run, doneTitle, done }: LinkPageProps) {
  const token = useLinkToken();
  const queryClient = useQueryClient();
  const use = useMutation({
    mutationFn: () => run(token ?? ""),
    onSuccess: () => queryClient.invalidateQueries(sessionQuery),
  });
  const heading = use.isSuccess ? doneTitle : title;
  return (
    <>
      <title>{`${heading} · Causeway`}</title>
      <h1 className="text-3xl">{heading}</h1>
      {use.isSuccess ? (
        <>
          <p className="text-muted mt-3">{done}</p>
          <Link to="/" className={`${buttonClass()} mt-6`}>
            Go on
          </Link>
        </>
      ) : (
        <>
          <p className="text-muted mt-3 mb-6">{explanation}</p>
          {token === null && (
            <p role="alert" className="text-bad mb-4 font-medium">
              This address is not whole. Open the link out of the mail once more.
            </p>
          )}
          {use.error && (
            <div className="mb-5">
              <FormFailure error={use.error} />
            </div>
          )}
          <Button className="w-full" isBusy={use.isPending} disabled={token === null} onClick={() => use.mutate()}>
            {confirmLabel}
          </Button>
        </>
      )}
    </>
  );
}
