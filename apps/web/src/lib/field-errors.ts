import { isCausewayError } from "@causeway/client";
import type { z } from "zod";

/** What is wrong with each field, by path: by the rules the page knows, else by what the server found. */
export function fieldErrors(schema: z.ZodType, input: unknown, refusal: unknown): Record<string, string> {
  const result = schema.safeParse(input);
  const found = result.success
    ? []
    : result.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  const told = isCausewayError(refusal) ? refusal.issues : [];
  return Object.fromEntries([...told, ...found].toReversed().map(({ path, message }) => [path, message]));
}
