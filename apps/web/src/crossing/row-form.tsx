import { isCausewayError } from "@causeway/client";
import type { QuarantinedRowDetail } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";
import { CellRow } from "./cell-row.tsx";
import { DismissDialog } from "./dismiss-dialog.tsx";

type Corrections = Record<string, string | null>;

/** The old row, column by column; whoever may decide corrects values in place, imports it or leaves it out. */
export function RowForm({ row, canDecide }: { row: QuarantinedRowDetail; canDecide: boolean }) {
  const { id, decision, cells, table, oldId } = row;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [corrections, setCorrections] = useState<Corrections>({});
  const [isDismissing, setIsDismissing] = useState(false);
  const isWaiting = decision === null && canDecide;
  const name = `${table} ${oldId ?? "without an id"}`;
  const settled = () => queryClient.invalidateQueries({ queryKey: ["crossings"] });
  const leave = () => navigate({ to: "/admin/crossing/quarantine" });
  const retry = useMutation({
    mutationFn: () => api.crossings.quarantine.retry.mutate({ id, corrections }),
    async onSuccess({ isImported, message }) {
      if (!isImported) return showToast({ title: "The row stays", description: message ?? "", tone: "bad" });
      showToast({ title: `${name} is imported` });
      await leave();
    },
    onError: (error) => isCausewayError(error, "CORRECTION_REFUSED") || showFailure("The row stays", error),
    onSettled: settled,
  });
  const dismiss = useMutation({
    mutationFn: (note: string) => api.crossings.quarantine.dismiss.mutate({ id, note }),
    async onSuccess() {
      const undo = () =>
        void api.crossings.quarantine.restore
          .mutate({ id })
          .then(settled, (error: unknown) => showFailure("The row stays left out", error));
      showToast({ title: `${name} is left out`, action: { label: "Undo", run: undo } });
      await leave();
    },
    onSettled: settled,
  });
  const refused = isCausewayError(retry.error, "CORRECTION_REFUSED") ? retry.error : null;
  const change = (column: string, value: string | null | undefined) => {
    retry.reset();
    setCorrections(({ [column]: _, ...others }) => (value === undefined ? others : { ...others, [column]: value }));
  };
  const count = Object.keys(corrections).length;
  return (
    <Card title="The old row" aside={isWaiting ? "correct what is wrong, then retry" : undefined}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          retry.mutate();
        }}
      >
        <ul aria-label="Columns" className="divide-line border-line divide-y border-t">
          {cells.map((cell) => (
            <CellRow
              key={cell.column}
              cell={cell}
              canCorrect={isWaiting && cell.canCorrect}
              correction={corrections[cell.column]}
              error={refused?.details["column"] === cell.column ? refused.message : undefined}
              onChange={(value) => change(cell.column, value)}
            />
          ))}
        </ul>
        {isWaiting && (
          <div className="border-line flex flex-wrap gap-2 border-t px-5 py-4">
            <Button type="submit" isBusy={retry.isPending}>
              {count === 0 ? "Retry as it is" : `Import with ${count} ${count === 1 ? "correction" : "corrections"}`}
            </Button>
            <Button variant="danger" onClick={() => setIsDismissing(true)}>
              Leave it out
            </Button>
          </div>
        )}
      </form>
      {isDismissing && (
        <DismissDialog
          title={`Leave ${name} out?`}
          error={dismiss.error}
          isBusy={dismiss.isPending}
          onDismiss={(note) => dismiss.mutate(note)}
          onClose={() => setIsDismissing(false)}
        />
      )}
    </Card>
  );
}
