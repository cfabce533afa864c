import { isCausewayError } from "@causeway/client";
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

export interface ShowIssuesOptions<TValues extends FieldValues, TOutput> {
  form: UseFormReturn<TValues, unknown, TOutput>;
  error: unknown;
  fields: readonly FieldPath<TValues>[];
  /** Which field a reason is about, for failures that are no broken rule of the input. */
  reasons?: Partial<Record<string, FieldPath<TValues>>>;
}

/** Puts what the server found wrong at the fields it is about. Returns false if there is something left to say. */
export function showIssues<TValues extends FieldValues, TOutput>(options: ShowIssuesOptions<TValues, TOutput>): boolean {
  const { form, error, fields, reasons = {} } = options;
  if (!isCausewayError(error)) return false;
  const about = reasons[error.reason];
  const named = about ? [{ path: about, message: error.message }] : error.issues;
  const found = named.flatMap(({ path, message }) => fields.filter((field) => field === path).map((field) => ({ field, message })));
  for (const [index, { field, message }] of found.entries()) {
    form.setError(field, { type: "server", message }, { shouldFocus: index === 0 });
  }
  return found.length > 0 && found.length === named.length;
}
