import { z } from "zod";

const TOO_SHORT = "must have 32 characters or more";

/** What every key of the process is derived from. */
export const AuthSecret = z.string().min(32, { error: TOO_SHORT });

const List = z.array(AuthSecret).max(20);

/** Separated by commas, or a JSON list for secrets that have some. */
function split(text: string): unknown {
  if (text.startsWith("[")) return JSON.parse(text);
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Secrets that were replaced: what was encrypted with one of them stays readable. */
export const PreviousAuthSecrets = z.string().transform((text, context) => {
  try {
    return List.parse(split(text));
  } catch {
    context.addIssue({ code: "custom", message: `each ${TOO_SHORT}; separate them by commas, or write a JSON list` });
    return z.NEVER;
  }
});
