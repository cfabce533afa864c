export interface Migration {
  /** Its folder's name, which orders it. */
  name: string;
  sql: string;
}

/** What the version of the code before the migration would not survive while both run, or what loses data. */
export interface Hazard {
  kind: "removed" | "required" | "retyped" | "broken";
  /** `table` or `table.column`. */
  subject: string;
  explanation: string;
}

export function statementsOf({ sql }: Migration): string[] {
  return sql
    .split("--> statement-breakpoint")
    .flatMap((part) => splitTopLevel(part.replaceAll(/^\s*--.*$/gm, ""), ";"))
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

/** Splits at a separator outside of parentheses and quotes. */
export function splitTopLevel(text: string, separator: "," | ";"): string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|[\s\S]/g)) {
    if (token === "(") depth++;
    if (token === ")") depth--;
    if (token === separator && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}
