import type { QuarantineCount } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { formatNumber } from "../lib/format.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { DismissDialog } from "./dismiss-dialog.tsx";
import type { QuarantineFilter } from "./queries.ts";

const rows = (count: number) => `${formatNumber(count)} ${count === 1 ? "row" : "rows"}`;

export interface BulkDecisionsProps {
  filter: QuarantineFilter;
  counts: readonly QuarantineCount[];
}

/** What can be done with all waiting rows that the filter shows, of one system. */
export function BulkDecisions({ filter: { system, table, reason, state }, counts }: BulkDecisionsProps) {
  const queryClient = useQueryClient();
  const [isDismissing, setIsDismissing] = useState(false);
  const [done, setDone] = useState(0);
  const shown = counts.filter(
    (of) =>
      of.waiting > 0 &&
      (system ?? of.system) === of.system &&
      (table ?? of.table) === of.table &&
      (reason ?? of.reason) === of.reason,
  );
  const [only, another] = [...new Set(shown.map((of) => of.system))];
  const waiting = shown.reduce((sum, of) => sum + of.waiting, 0);
  const filter = { system: only ?? "", ...(table && { table }), ...(reason && { reason }) };
  const settled = () => queryClient.invalidateQueries({ queryKey: ["crossings"] });
  const retry = useMutation({
    async mutationFn() {
      let imported = 0;
      setDone(0);
      for (let cursor: string | null = ""; cursor !== null;) {
        const page: Awaited<ReturnType<typeof api.crossings.quarantine.retryAll.mutate>> =
          await api.crossings.quarantine.retryAll.mutate({ ...filter, ...(cursor && { cursor }) });
        imported += page.items.filter(({ isImported }) => isImported).length;
        setDone((before) => before + page.items.length);
        cursor = page.nextCursor;
      }
      return imported;
    },
    onSuccess: (imported) =>
      showToast({ title: `${rows(imported)} imported`, description: `${rows(waiting - imported)} stay, each with its reason.` }),
    onError: (error) => showFailure("Not every row was tried", error),
    onSettled: settled,
  });
  const dismiss = useMutation({
    mutationFn: (note: string) => api.crossings.quarantine.dismissAll.mutate({ ...filter, note }),
    onSuccess({ count }) {
      setIsDismissing(false);
      showToast({ title: `${rows(count)} left out`, description: "Each can be taken back by itself." });
    },
    onSettled: settled,
  });
  if (state !== undefined || only === undefined || another !== undefined) return null;
  return (
    <div className="flex flex-wrap gap-2 sm:ml-auto">
      <ConfirmDialog
        trigger={
          <Button variant="secondary" size="small" isBusy={retry.isPending}>
            {retry.isPending ? `Trying ${formatNumber(done)} of ${formatNumber(waiting)}` : `Retry ${rows(waiting)}`}
          </Button>
        }
        title={`Retry ${rows(waiting)}?`}
        confirmLabel="Retry"
        onConfirm={() => retry.mutate()}
      >
        Each is decoded again by today&apos;s rules and imported where that is possible now; the others stay.
      </ConfirmDialog>
      <Button variant="danger" size="small" onClick={() => setIsDismissing(true)}>
        {`Leave ${rows(waiting)} out`}
      </Button>
      {isDismissing && (
        <DismissDialog
          title={`Leave ${rows(waiting)} out?`}
          error={dismiss.error}
          isBusy={dismiss.isPending}
          onDismiss={(note) => dismiss.mutate(note)}
          onClose={() => setIsDismissing(false)}
        />
      )}
    </div>
  );
}
