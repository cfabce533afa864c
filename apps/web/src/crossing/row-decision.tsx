import type { QuarantinedRowDetail } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../api.ts";
import { useMe } from "../identity/me-context.ts";
import { can } from "../identity/session.ts";
import { Ago } from "../ui/ago.tsx";
import { Button } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { showToast } from "../ui/toast.tsx";

/** What somebody has decided about a row; a dismissal can be taken back. */
export function RowDecision({ row }: { row: QuarantinedRowDetail }) {
  const { id, decision, decisionNote, decidedAt, decidedBy } = row;
  const me = useMe();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.crossings.quarantine.restore.mutate({ id }),
    onSuccess: () => showToast({ title: "The row waits again" }),
    onError: (error) => showFailure("The row stays left out", error),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["crossings"] }),
  });
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-4 px-5 py-4">
        <p className="min-w-0 flex-1">
          <span className="font-semibold">{decision === "dismissed" ? "Left out" : "Imported with corrected values"}</span>
          {decisionNote !== null && <span className="break-words">{`: ${decisionNote}`}</span>}
          <span className="text-muted block text-sm break-words">
            {decidedBy ?? "Nobody"}
            {decidedAt && (
              <>
                {", "}
                <Ago at={decidedAt} />
              </>
            )}
          </span>
        </p>
        {decision === "dismissed" && can(me, "crossing:manage") && (
          <Button variant="secondary" size="small" isBusy={restore.isPending} onClick={() => restore.mutate()}>
            Take it back
          </Button>
        )}
      </div>
    </Panel>
  );
}
