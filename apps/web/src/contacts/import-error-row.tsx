import { isCausewayError } from "@causeway/client";
import { CUSTOMER_COLUMNS, type CustomerCells, type CustomerColumn, type ImportRowError, RowRefusal } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { showFailure } from "../ui/show-failure.ts";
import { REQUIRED_COLUMNS, rowMisfits } from "./row-misfits.ts";

const LABELS: Record<CustomerColumn, string> = {
  customer_name: "Name",
  phone_number: "Phone",
  last_order_date: "Last order (YYYY-MM-DD)",
  email: "E-mail",
  notes: "Notes",
};
/** Why the row is refused as it was last sent: by the list's reading, or by that of the last correction; null where it was neither. */
function refusalOf(failure: Error | null, first: ImportRowError): { reason: RowRefusal | null; message: string } {
  if (failure === null) return first;
  if (!isCausewayError(failure)) return { reason: null, message: "Something went wrong on this page." };
  const { data: reason = null } = RowRefusal.safeParse(failure.details["refusal"]);
  return { reason, message: failure.message };
}

/** A refused row, to be corrected on the spot or left out for good. */
export function ImportErrorRow({ importId, error }: { importId: string; error: ImportRowError }) {
  const queryClient = useQueryClient();
  const [cells, setCells] = useState(error.cells);
  const settled = () => queryClient.invalidateQueries({ queryKey: ["contacts"] });
  const fix = useMutation({
    mutationFn: (corrected: CustomerCells) => api.contacts.fixImportRow.mutate({ id: importId, row: error.row, cells: corrected }),
    onSuccess: settled,
  });
  const dismiss = useMutation({
    mutationFn: () => api.contacts.dismissImportRow.mutate({ id: importId, row: error.row }),
    onSuccess: settled,
    onError: (failure) => showFailure("The row is still there", failure),
  });
  const shown = CUSTOMER_COLUMNS.filter((column) => REQUIRED_COLUMNS.includes(column) || column in error.cells);
  const refusal = refusalOf(fix.error, error);
  const misfits =
    refusal.reason === null
      ? {}
      : rowMisfits({ message: refusal.message.replace(/\.$/, ""), reason: refusal.reason }, fix.variables ?? error.cells);
  return (
    <li className="px-5 py-4">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          fix.mutate(cells);
        }}
      >
        <p className="mb-3">
          <span className="figures text-muted mr-2 text-sm">Row {error.row}</span>
          {Object.keys(misfits).length === 0 && <span className="text-bad font-medium">{refusal.message}</span>}
        </p>
        <div className="grid items-start gap-3 sm:grid-cols-3">
          {shown.map((column) => (
            <Field
              key={column}
              label={LABELS[column]}
              autoComplete="off"
              value={cells[column] ?? ""}
              error={misfits[column]}
              onChange={(event) => setCells({ ...cells, [column]: event.target.value })}
            />
          ))}
        </div>
        <div className="mt-3 flex gap-2">
          <Button type="submit" size="small" isBusy={fix.isPending}>
            Take it as corrected<span className="sr-only">: row {error.row}</span>
          </Button>
          <Button variant="quiet" size="small" isBusy={dismiss.isPending} onClick={() => dismiss.mutate()}>
            Leave it out<span className="sr-only">: row {error.row}</span>
          </Button>
        </div>
      </form>
    </li>
  );
}
