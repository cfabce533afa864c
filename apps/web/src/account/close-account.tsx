import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "../api.ts";
import { useMe } from "../identity/me-context.ts";
import { withProof } from "../identity/proof.ts";
import { useSignOut } from "../identity/use-sign-out.ts";
import { downloadText } from "../lib/download-text.ts";
import { formatDate, formatNumber } from "../lib/format.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { showFailure } from "../ui/show-failure.ts";

/** Taking one's data along, and leaving. */
export function CloseAccount() {
  const me = useMe();
  const signOut = useSignOut();
  const [isAsking, setIsAsking] = useState(false);
  const download = useMutation({
    mutationFn: () => withProof(() => api.identity.exportMyData.mutate()),
    onSuccess: (data) =>
      downloadText({ fileName: "causeway-my-data.json", text: JSON.stringify(data, null, 2), type: "application/json" }),
    onError: (error) => showFailure("Your data could not be put together", error),
  });
  const preview = useQuery({
    queryKey: ["identity", "previewDeletion"],
    queryFn: ({ signal }) => api.identity.previewDeletion.query(undefined, { signal }),
    enabled: isAsking,
    staleTime: 0,
  });
  const close = useMutation({
    mutationFn: (restaurantIds: string[]) => withProof(() => api.identity.deleteAccount.mutate({ restaurantIds })),
    onSuccess: () => signOut.mutate(),
    onError: (error) => showFailure("The account stays", error),
  });
  const isBlocked = me.impersonator !== null;
  return (
    <Card title="Your data">
      <div className="space-y-4 px-5 pb-5">
        <p className="text-muted">Everything that is stored about you, as one file; and the way out.</p>
        <div className="flex flex-wrap gap-2">
          <Button variant="secondary" disabled={isBlocked} isBusy={download.isPending} onClick={() => download.mutate()}>
            <Download aria-hidden className="size-4" />
            Download my data
          </Button>
          <Button variant="danger" disabled={isBlocked} isBusy={close.isPending} onClick={() => setIsAsking(true)}>
            Delete my account
          </Button>
        </div>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title="Delete your account?"
        confirmLabel="Delete it"
        isDangerous
        isReady={preview.data !== undefined && !preview.data.isLastAdmin}
        onConfirm={() => preview.data && close.mutate(preview.data.restaurants.map(({ id }) => id))}
      >
        {preview.data ? (
          <Consequences preview={preview.data} />
        ) : preview.error ? (
          "What would be deleted is not known now."
        ) : (
          "One moment…"
        )}
      </ConfirmDialog>
    </Card>
  );
}

type Preview = Awaited<ReturnType<typeof api.identity.previewDeletion.query>>;

function Consequences({ preview: { restaurants, deleteAfter, isLastAdmin } }: { preview: Preview }) {
  if (isLastAdmin) return "You are the only administrator. Make somebody else one first.";
  return (
    <>
      <p>{`It closes at once. Until ${formatDate(deleteAfter)} a link in your mail takes that back; then it is gone.`}</p>
      {restaurants.length > 0 && (
        <>
          <p className="mt-2">With it go:</p>
          <ul className="text-ink mt-1 list-disc pl-5">
            {restaurants.map(({ id, name, campaigns, contacts }) => (
              <li key={id}>{`${name}, with ${formatNumber(campaigns)} campaigns and ${formatNumber(contacts)} customers`}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
