import type { Sample } from "./rounds.ts";

/** What a figure must reach. */
export type Goal = { atLeast: number } | { atMost: number };

const short = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function verdict(value: number, goal: Goal): string {
  const isMet = "atLeast" in goal ? value >= goal.atLeast : value <= goal.atMost;
  const wanted = "atLeast" in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
  return isMet ? `goal ${wanted}: met` : `goal ${wanted}: NOT MET`;
}

export function heading(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

/** One line: the middle of the rounds, their spread, and the goal. */
export function line(label: string, sample: Sample, { unit = "", goal }: { unit?: string; goal?: Goal } = {}): void {
  const spread = sample.low === sample.high ? "" : ` (${short(sample.low)} to ${short(sample.high)})`;
  const end = goal ? `  ${verdict(sample.median, goal)}` : "";
  process.stdout.write(`  ${label.padEnd(62)} ${short(sample.median)}${unit}${spread}${end}\n`);
}
