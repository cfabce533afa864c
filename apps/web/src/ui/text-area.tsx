import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { CONTROL_CLASS, FieldFrame } from "./field-frame.tsx";

export interface TextAreaProps extends ComponentProps<"textarea"> {
  label: string;
  isOptional?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
}

/** A labelled text of several lines; it grows with what is written. */
export function TextArea({ label, isOptional, hint, error, className, rows = 3, ...input }: TextAreaProps) {
  return (
    <FieldFrame label={label} isOptional={isOptional} hint={hint} error={error} className={className}>
      {(control) => <textarea {...input} {...control} rows={rows} className={clsx(CONTROL_CLASS, "field-sizing-content py-2.5")} />}
    </FieldFrame>
  );
}
