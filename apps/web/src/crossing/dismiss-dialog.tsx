import { DismissQuarantinedInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { FormFailure } from "../identity/form-failure.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/text-area.tsx";

const DismissForm = DismissQuarantinedInput.pick({ note: true });
type DismissForm = z.infer<typeof DismissForm>;

export interface DismissDialogProps {
  title: string;
  error: unknown;
  isBusy: boolean;
  onDismiss: (note: string) => void;
  onClose: () => void;
}

/** Asks why something is left out. */
export function DismissDialog({ title, error, isBusy, onDismiss, onClose }: DismissDialogProps) {
  const form = useForm<z.input<typeof DismissForm>, unknown, DismissForm>({
    resolver: zodResolver(DismissForm),
    defaultValues: { note: "" },
  });
  const submit = form.handleSubmit(({ note }) => onDismiss(note));
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <form noValidate className="space-y-5" onSubmit={(event) => void submit(event)}>
        <p className="text-muted">
          What is left out is not imported, and a verification counts it as decided. All bytes stay in quarantine.
        </p>
        {error !== null && <FormFailure error={error} />}
        <TextArea
          label="Why"
          rows={2}
          hint="For whoever asks later: it stands in the audit log."
          error={form.formState.errors.note?.message}
          {...form.register("note")}
        />
        <div className="flex justify-end gap-2">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="danger" isBusy={isBusy}>
            Leave out
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
