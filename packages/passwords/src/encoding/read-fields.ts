import type { HashFault } from "../schemes/scheme-name.ts";
import type { FieldRule } from "./field-rules.ts";

/**
 * Splits a value at every `$` into fields named and ordered as in `rules`. A value that ends before its last field is
 * complete is `truncated`; any other deviation is `malformed`.
 */
export function readFields<TName extends string>(options: {
  value: string;
  rules: Record<TName, FieldRule>;
}): Record<TName, string> | HashFault {
  const { value, rules } = options;
  const parts = value.split("$");
  const ordered = Object.values<FieldRule>(rules);
  for (const [index, part] of parts.entries()) {
    if (ordered[index]?.whole.test(part)) continue;
    const isLast = index === parts.length - 1;
    return isLast && ordered[index]?.cut.test(part) ? "truncated" : "malformed";
  }
  return parts.length < ordered.length ? "truncated" : nameParts({ rules, parts });
}

/** Safe because the caller has one part for every rule. */
function nameParts<TName extends string>({ rules, parts }: { rules: Record<TName, FieldRule>; parts: string[] }) {
  return Object.fromEntries(Object.keys(rules).map((name, index) => [name, parts[index]])) as Record<TName, string>;
}
