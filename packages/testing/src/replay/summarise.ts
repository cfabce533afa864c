import type { ReplayResult } from "./replay.ts";

export interface ReplaySummary {
  equal: number;
  declared: Record<string, number>;
  different: number;
  notServed: number;
}

export function summarise(results: readonly ReplayResult[]): ReplaySummary {
  const summary: ReplaySummary = { equal: 0, declared: {}, different: 0, notServed: 0 };
  for (const { verdict } of results) {
    if (verdict.kind === "equal") summary.equal++;
    else if (verdict.kind === "different") summary.different++;
    else if (verdict.kind === "not-served") summary.notServed++;
    else summary.declared[verdict.divergence] = (summary.declared[verdict.divergence] ?? 0) + 1;
  }
  return summary;
}

/** One exchange that differs, as a person reads it. */
export function describeDifference({ exchange, differences }: ReplayResult): string {
  const { phase, name, request } = exchange;
  return [`${phase} ${name}  ${request.method} ${request.path}`, ...differences.map((line) => `    ${line}`)].join("\n");
}
