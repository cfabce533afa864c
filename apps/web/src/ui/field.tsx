import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { CONTROL_CLASS, FieldFrame } from "./field-frame.tsx";

export interface FieldProps extends ComponentProps<"input"> {
  label: string;
  isOptional?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value. */
  error?: ReactNode;
  /** A sign inside the field, before the value; what it means stands in the label or the hint as well. */
  start?: string;
  /** A control inside the field, at its end. */
  end?: ReactNode;
}

/** A labelled text input with its hint and its error. */
export function Field({ label, isOptional, hint, error, start, end, className, ...input }: FieldProps) {
  return (
    <FieldFrame label={label} isOptional={isOptional} hint={hint} error={error} className={className}>
      {(control) => (
        <div className="relative">
          {start && (
            <span aria-hidden className="text-muted pointer-events-none absolute inset-y-0 left-3.5 flex items-center">
              {start}
            </span>
          )}
          <input {...input} {...control} className={clsx(CONTROL_CLASS, "min-h-11", start && "pl-7", end && "pr-13")} />
          {end && <div className="absolute inset-y-0 right-1 flex items-center">{end}</div>}
        </div>
      )}
    </FieldFrame>
  );
}
