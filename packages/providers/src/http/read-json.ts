import type { z } from "zod";
import { ProviderError } from "../provider-error.ts";

/** The value in a text, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the schema makes of an answer. Throws `malformed`; says where it does not fit, never what it holds. */
export function readAnswer<TSchema extends z.ZodType>(service: string, schema: TSchema, value: unknown): z.output<TSchema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue && issue.path.length > 0 ? ` at "${issue.path.join(".")}"` : "";
  throw new ProviderError({ failure: "malformed", message: `${service} sent an answer that makes no sense${place}.` });
}
