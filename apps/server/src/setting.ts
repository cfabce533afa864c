import { z } from "zod";

/** A setting that stops the start: one line that names it and says what is allowed. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

/** Runs a parser that throws, as a zod check. */
export const parsed = <TResult>(parse: (value: string) => TResult) =>
  z.string().transform((value, context): TResult => {
    try {
      return parse(value);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

/** Parts between commas, without the empty ones. */
export const list = (value: string) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** What the schema makes of settings. Throws `SettingError` on the first that is wrong; `name` gives the variable of a key. */
export function parse<TSchema extends z.ZodType>(
  schema: TSchema,
  values: unknown,
  name: (key: string) => string,
): z.output<TSchema> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SettingError(`${name(String(issue?.path[0]))}: ${issue?.message ?? "is not valid"}`);
}
