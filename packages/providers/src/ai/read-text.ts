import type { z } from "zod";
import { parseJson } from "../http/read-json.ts";

/** Longer than any text that is asked for. */
const MAX_LENGTH = 20_000;

export type ReadText<TText> = { ok: true; text: TText } | { ok: false; /** For the model, in our own words. */ fault: string };

/** Some models put their JSON into a block of Markdown. */
const unfenced = (text: string) => /^\s*```(?:json)?\s*\n([\s\S]*)\n```\s*$/.exec(text)?.[1] ?? text;

const LIMITS = ["minimum", "maximum", "expected", "format"] as const;

/** What is wrong, without a word of the answer: it goes back to the model as an instruction. */
function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.map((part) => String(part).replace(/[^\w-]/g, "")).join(".") || "answer";
  const limits = LIMITS.flatMap((name) => {
    const limit = name in issue ? issue[name as keyof typeof issue] : undefined;
    return typeof limit === "number" || typeof limit === "string" ? [`${name} ${limit}`] : [];
  });
  return [`${place}: ${issue.code}`, ...limits].join(", ");
}

/** What a model answered, if it is what was asked for. */
export function readText<TText>(schema: z.ZodType<TText>, unverifiedJson: string): ReadText<TText> {
  if (unverifiedJson.length > MAX_LENGTH) return { ok: false, fault: "The answer was too long." };
  const value = parseJson(unfenced(unverifiedJson));
  if (value === undefined) return { ok: false, fault: "The answer was not one JSON value." };
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, text: result.data };
  return { ok: false, fault: result.error.issues.slice(0, 5).map(describe).join("; ") };
}
