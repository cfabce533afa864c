import { isCausewayError } from "@causeway/client";
import { MAX_FILE_BYTES } from "@causeway/contract";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { fileQuery } from "./queries.ts";

const MAX_TEXT = `${MAX_FILE_BYTES["campaign-picture"] / 1024 / 1024} MB`;

export interface PictureFieldProps {
  restaurantId: string;
  fileId: string | undefined;
  onChange: (fileId: string | undefined) => void;
}

/** The picture of an ad: uploaded as soon as it is chosen, shown as it was stored. */
export function PictureField({ restaurantId, fileId, onChange }: PictureFieldProps) {
  const { data: file } = useQuery({ ...fileQuery(fileId ?? ""), enabled: fileId !== undefined });
  const upload = useMutation({
    mutationFn(picture: File) {
      const form = new FormData();
      form.set("restaurantId", restaurantId);
      form.set("purpose", "campaign-picture");
      form.set("file", picture);
      return api.files.upload.mutate(form);
    },
    onSuccess: ({ id }) => onChange(id),
  });
  if (fileId !== undefined)
    return (
      <div className="border-line flex items-center gap-4 rounded-xl border p-3">
        {file && <img src={file.previewUrl ?? file.url} alt="" className="size-20 rounded-lg object-cover" />}
        <p className="min-w-0 flex-1 truncate">{file?.name ?? "The picture"}</p>
        <Button variant="secondary" size="small" onClick={() => onChange(undefined)}>
          Take it away
        </Button>
      </div>
    );
  return (
    <FileDrop
      label={upload.isPending ? "Uploading" : "A picture of it (optional)"}
      accept="image/jpeg,image/png,image/gif,image/webp"
      hint={`JPEG, PNG, GIF or WebP, ${MAX_TEXT} at most.`}
      isBusy={upload.isPending}
      error={upload.error && (isCausewayError(upload.error) ? upload.error.message : "The picture could not be uploaded.")}
      onFile={(picture) => upload.mutate(picture)}
    />
  );
}
