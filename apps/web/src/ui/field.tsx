import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

export interface FieldProps extends ComponentProps<"input"> {
  label: string;
  isOptional?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value. */
  error?: ReactNode;
  /** A control inside the field, at its end. */
  end?: ReactNode;
}

/** A labelled text input with its hint and its error. */
export function Field({ label, isOptional = false, hint, error, end, className, ...input }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-semibold">
        {label}
        {isOptional && <span className="text-muted font-normal"> (optional)</span>}
      </label>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
          className={clsx(
            "block min-h-11 w-full rounded-lg border bg-surface px-3.5 text-ink transition-colors",
            "focus-visible:outline-offset-0",
            end && "pr-13",
            error ? "border-bad" : "border-line-strong hover:border-muted",
          )}
        />
        {end && <div className="absolute inset-y-0 right-1 flex items-center">{end}</div>}
      </div>
      {hint && (
        <div id={`${id}-hint`} className="text-muted mt-1.5 text-sm">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="text-bad mt-1.5 text-sm font-medium">
          {error}
        </p>
      )}
    </div>
  );
}
