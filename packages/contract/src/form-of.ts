import { z } from "zod";

export interface FormRules {
  fields: z.ZodObject;
  /** Of each of its files; whoever receives the form stops reading beyond. */
  maxFileBytes: number;
}

/**
 * Input of an upload: a multipart form (RFC 7578) whose parts fit the object. Callers in this process pass a `FormData` too; the
 * files of one that came over HTTP lie on disk until they are read.
 */
export function formOf<TFields extends z.ZodObject>(fields: TFields, { maxFileBytes }: { maxFileBytes: number }) {
  return z
    .instanceof(FormData, { error: "Send a multipart form." })
    .transform((form, context): z.output<TFields> => {
      const result = fields.safeParse(Object.fromEntries(form));
      if (result.success) return result.data;
      for (const { path, message } of result.error.issues) context.addIssue({ code: "custom", path, message });
      return z.NEVER;
    })
    .meta({ formOf: { fields, maxFileBytes } satisfies FormRules });
}

/** What a form must be like, if the input is a `formOf`. */
export function formRules(input: z.ZodType): FormRules | null {
  const rules = z.globalRegistry.get(input)?.["formOf"];
  return isFormRules(rules) ? rules : null;
}

function isFormRules(value: unknown): value is FormRules {
  return typeof value === "object" && value !== null && "fields" in value && value.fields instanceof z.ZodObject;
}
