import { MAX_FILE_BYTES } from "@causeway/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { downloadText } from "../lib/download-text.ts";
import { buttonClass } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { showFailure } from "../ui/show-failure.ts";

const MAX_BYTES = MAX_FILE_BYTES["customer-list"];
const MAX_TEXT = `${Math.round(MAX_BYTES / 1024 / 1024)} MB`;

/** Hands in a customer list; the page of its import shows how it is read. */
export function UploadListDialog({ restaurantId, onClose }: { restaurantId: string; onClose: () => void }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const upload = useMutation({
    async mutationFn(file: File) {
      const form = new FormData();
      form.set("restaurantId", restaurantId);
      form.set("purpose", "customer-list");
      form.set("file", file);
      const { id: fileId } = await api.files.upload.mutate(form);
      return api.contacts.import.mutate({ restaurantId, fileId });
    },
    async onSuccess({ id }) {
      await queryClient.invalidateQueries({ queryKey: ["contacts", "imports", restaurantId] });
      await navigate({ to: "/restaurants/$restaurantId/contacts/imports/$importId", params: { restaurantId, importId: id } });
    },
  });
  const sample = useMutation({
    mutationFn: () => api.contacts.sampleList.query(),
    onSuccess: ({ fileName, csv }) => downloadText({ fileName, text: csv, type: "text/csv" }),
    onError: (error) => showFailure("The sample could not be fetched", error),
  });
  const tooLarge = upload.variables && upload.variables.size > MAX_BYTES;
  return (
    <Dialog isOpen onClose={onClose} title="Upload a customer list">
      <div className="space-y-4">
        {upload.error && !tooLarge && <FormFailure error={upload.error} />}
        <FileDrop
          label={upload.isPending ? `Uploading ${upload.variables.name}` : "Choose a CSV file, or drop it here"}
          accept=".csv,text/csv"
          hint={`With the columns customer_name, phone_number and last_order_date; ${MAX_TEXT} at most.`}
          isBusy={upload.isPending}
          error={tooLarge && upload.error ? `This file is larger than ${MAX_TEXT}. Split it into several lists.` : undefined}
          onFile={(file) => upload.mutate(file)}
        />
        <p className="text-muted text-sm">
          Customers with a number that is here already are brought up to date. Rows that cannot be read are shown to you, to be
          corrected one by one.
        </p>
        <button type="button" className={buttonClass("secondary", "small")} onClick={() => sample.mutate()}>
          <Download aria-hidden className="size-4" />
          A list to begin with
        </button>
      </div>
    </Dialog>
  );
}
