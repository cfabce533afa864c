import { targetText } from "../mapping/same-target.ts";
import type { Problem, RawDifference } from "./difference.ts";

function isRounded(expected: number, found: number): boolean {
  return [10, 100, 1000].some(
    (unit) => Math.round(expected / unit) * unit === found || Math.trunc(expected / unit) * unit === found,
  );
}

function problemOf(expected: unknown, found: unknown): Problem {
  if (found === undefined) return "missing";
  if (typeof expected === "string" && typeof found === "string" && expected.startsWith(found)) return "truncated";
  if (expected instanceof Date && found instanceof Date) return "shifted";
  if (typeof expected === "number" && typeof found === "number" && isRounded(expected, found)) return "rounded";
  return "changed";
}

/** Gives every `changed` cell the name of what happened to it. */
export function classify(differences: readonly RawDifference[]): RawDifference[] {
  const cell = (column: string, expected: unknown, found: unknown) => `${column}\0${targetText(expected)}\0${targetText(found)}`;
  const changed = differences.filter(({ problem }) => problem === "changed");
  const seen = new Set(changed.map(({ column, expected, found }) => cell(column ?? "", expected, found)));
  return differences.map((difference) => {
    const { column, problem, expected, found } = difference;
    if (problem !== "changed") return difference;
    if (found !== undefined && seen.has(cell(column ?? "", found, expected))) return { ...difference, problem: "swapped" };
    return { ...difference, problem: problemOf(expected, found) };
  });
}
