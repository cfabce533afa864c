import { type ReactNode, useId } from "react";

export interface FieldFrameProps {
  label: string;
  isOptional?: boolean | undefined;
  hint?: ReactNode;
  /** What is wrong with the value. */
  error?: ReactNode;
  className?: string | undefined;
  /** The control, with what ties it to its label, hint and error. */
  children: (control: { id: string; "aria-invalid": true | undefined; "aria-describedby": string | undefined }) => ReactNode;
}

/** What stands around every control of a form: its label, its hint, its error. */
export function FieldFrame({ label, isOptional = false, hint, error, className, children }: FieldFrameProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block font-semibold">
        {label}
        {isOptional && <span className="text-muted font-normal"> (optional)</span>}
      </label>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy || undefined })}
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

/** The look of a control that is typed into. */
export const CONTROL_CLASS =
  "block w-full rounded-lg border bg-surface px-3.5 text-ink transition-colors focus-visible:outline-offset-0 border-line-strong hover:border-muted aria-invalid:border-bad";
