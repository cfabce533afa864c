import { clsx } from "clsx";
import { Upload } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

export interface FileDropProps {
  label: string;
  /** As of the input element: types and endings that are offered. */
  accept: string;
  hint: ReactNode;
  error?: ReactNode;
  isBusy?: boolean;
  onFile: (file: File) => void;
}

/** A place to drop a file on, or to choose one by. The input itself lies over all of it, and takes what is dropped. */
export function FileDrop({ label, accept, hint, error, isBusy = false, onFile }: FileDropProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  return (
    <div>
      <div
        className={clsx(
          "has-focus-visible:outline-primary relative flex flex-col items-center rounded-xl border-2 border-dashed px-6 py-8 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2",
          isOver ? "border-primary bg-primary/6" : "border-line-strong hover:border-muted",
          isBusy && "opacity-60",
        )}
      >
        <Upload aria-hidden className="text-muted mb-2 size-6" />
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <span id={`${id}-hint`} className="text-muted mt-1 text-sm">
          {hint}
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          disabled={isBusy}
          aria-describedby={`${id}-hint`}
          aria-invalid={error ? true : undefined}
          className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-progress"
          onDragEnter={() => setIsOver(true)}
          onDragLeave={() => setIsOver(false)}
          onDrop={() => setIsOver(false)}
          onChange={(event) => {
            const file = event.target.files?.item(0);
            // The same file may be chosen again after it was corrected.
            event.target.value = "";
            if (file) onFile(file);
          }}
        />
      </div>
      {error && (
        <p role="alert" className="text-bad mt-1.5 text-sm font-medium">
          {error}
        </p>
      )}
    </div>
  );
}
