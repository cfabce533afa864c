import { hash } from "node:crypto";
import { targetText } from "../mapping/same-target.ts";
import type { RawDifference } from "./difference.ts";

function digest(text: string): string {
  return `${[...text].length} characters, sha256 ${hash("sha256", text, "hex").slice(0, 8)}…`;
}

/** A value fit for a report that is printed, signed and passed around. */
export function showValue(value: unknown, { shows, showValues }: { shows: RawDifference["shows"]; showValues: boolean }): string {
  if (value === undefined) return "nothing";
  if (value === null) return "NULL";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "no date" : value.toISOString();
  const text = typeof value === "string" ? value : targetText(value);
  const isShown = shows === "value" || (shows === "digest" && showValues);
  return isShown ? text : digest(text);
}
