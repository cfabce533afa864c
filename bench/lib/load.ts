import autocannon from "autocannon";

export interface Target {
  url: string;
  headers?: Record<string, string>;
}

/** Requests per second over `seconds`, with 32 connections. Throws when an answer is not 2xx: a fast error is no result. */
export async function requestsPerSecond(target: Target, seconds: number): Promise<number> {
  const result = await autocannon({ ...target, connections: 32, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${target.url} answered ${result.non2xx} errors.`);
  return result.requests.total / result.duration;
}

/** The time in milliseconds that 99 of 100 requests stay under, sent one after the other with a short pause. */
export async function p99(target: Target, seconds: number): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const start = performance.now();
    const response = await fetch(target.url, { headers: target.headers ?? {} });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${target.url} answered ${response.status}.`);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}
