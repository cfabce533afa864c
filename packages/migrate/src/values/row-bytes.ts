import { hash } from "node:crypto";
import { RawText, type SourceValue } from "./source-value.ts";
import { toTaggedJson } from "./tagged-json.ts";

function canonical(value: SourceValue): string {
  if (value === null) return "n;";
  // The length in front makes sure that no two rows give the same text.
  if (typeof value === "string") return `t${value.length}:${value};`;
  if (typeof value === "bigint") return `i${value};`;
  if (typeof value === "number") return `r${Object.is(value, -0) ? "-0" : value};`;
  const bytes = value instanceof RawText ? value.bytes : value;
  return `${value instanceof RawText ? "x" : "b"}${Buffer.from(bytes).toString("base64")};`;
}

/** SHA-256 of a row, in hexadecimal. `dangling` are the columns that pointed at nothing when it was imported. */
export function digestRow(values: readonly SourceValue[], dangling: readonly string[] = []): string {
  let text = "";
  for (const value of values) text += canonical(value);
  for (const column of dangling) text += `dangling:${column};`;
  return hash("sha256", text, "hex");
}

/** A whole row as bytes (UTF-8 JSON, column → tagged value), from which every value can be had back. */
export function rowToBytes(columns: readonly string[], values: readonly SourceValue[]): Uint8Array {
  return Buffer.from(JSON.stringify(columns.map((column, at) => [column, toTaggedJson(values[at] ?? null)])));
}
