import type { Mail, MailBody, MailSummary, MailTemplateName } from "@causeway/contract";
import { useQuery } from "@tanstack/react-query";
import type { RefObject } from "react";
import { api } from "../api.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface MailDialogProps {
  of: { mail: MailSummary } | { template: MailTemplateName };
  returnTo: RefObject<HTMLElement | null> | undefined;
  onClose: () => void;
}

/** One mail as its reader sees it. Its markup gets a frame without scripts and without our origin. */
export function MailDialog({ of, returnTo, onClose }: MailDialogProps) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["mail", "read", "mail" in of ? of.mail.id : of.template],
    queryFn: ({ signal }): Promise<Mail | MailBody> =>
      "mail" in of
        ? api.mail.get.query({ id: of.mail.id }, { signal })
        : api.mail.preview.query({ template: of.template }, { signal }),
    // The link of one that waits may be shown once it is sent.
    refetchInterval: ({ state: { data: shown } }) => (shown && "state" in shown && shown.state === "queued" ? 2_000 : false),
  });
  return (
    <Dialog
      isOpen
      isGlance
      returnTo={returnTo}
      onClose={onClose}
      title={data?.subject ?? ("mail" in of ? of.mail.subject : "Preview")}
    >
      {data && (
        <>
          {"isLinkHidden" in data && data.isLinkHidden && (
            <p className="text-muted mb-3 text-sm">The link that lets its reader in is left out here: only the recipient has it.</p>
          )}
          <iframe title="The mail" sandbox="" srcDoc={data.html} className="border-line h-96 w-full rounded-lg border bg-white" />
          <details className="mt-3 text-sm">
            <summary className="text-muted cursor-pointer">As plain text</summary>
            <pre className="bg-sunken mt-2 overflow-x-auto rounded-lg p-4 whitespace-pre-wrap">{data.text}</pre>
          </details>
        </>
      )}
      {!data && error && <ErrorState error={error} what="the mail" isRetrying={isFetching} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Loading what="the mail">
          <Skeleton className="h-96 w-full" />
        </Loading>
      )}
    </Dialog>
  );
}
