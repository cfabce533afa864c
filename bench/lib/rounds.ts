/** A figure of several rounds: the middle one, and how far the others were. */
export interface Sample {
  median: number;
  low: number;
  high: number;
}

export function sampleOf(values: number[]): Sample {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    low: sorted[0] ?? Number.NaN,
    high: sorted.at(-1) ?? Number.NaN,
  };
}

/**
 * Runs the contenders in turn, round after round, so that whatever else the machine does hits all of them. The first
 * round only warms up. Returns each contender's value of each round, in order.
 */
export async function alternate<TName extends string>(
  contenders: Record<TName, () => Promise<number>>,
  rounds: number,
): Promise<Record<TName, number[]>> {
  // Safe, here and below: the keys of both come out of the record itself.
  const names = Object.keys(contenders) as TName[];
  const values = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<TName, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await contenders[name]();
      if (round > 0) values[name].push(value);
    }
  }
  return values;
}

/** The ratio of two contenders, taken round by round. */
export function ratio(values: number[], base: number[]): Sample {
  return sampleOf(values.map((value, round) => value / (base[round] ?? Number.NaN)));
}
