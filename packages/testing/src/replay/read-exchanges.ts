import { readFile } from "node:fs/promises";
import type { RecordedExchange } from "@causeway/rest";

/** Reads a file of recorded exchanges: `{ exchanges: [...] }`. Throws on anything else. */
export async function readExchanges(path: string): Promise<RecordedExchange[]> {
  const content: unknown = JSON.parse(await readFile(path, "utf8"));
  if (!isRecording(content)) throw new Error(`${path} holds no exchanges: it must be { "exchanges": [...] }`);
  return content.exchanges;
}

/** Looks at what every exchange must have; the rest is written by the recorder of the same format. */
function isRecording(content: unknown): content is { exchanges: RecordedExchange[] } {
  if (typeof content !== "object" || content === null || !("exchanges" in content) || !Array.isArray(content.exchanges))
    return false;
  return content.exchanges.every(
    (each: unknown) =>
      typeof each === "object" &&
      each !== null &&
      ["phase", "name", "recorded_at", "request", "response"].every((key) => key in each),
  );
}

/** Exchanges by phase, each in its order. */
export function byPhase(exchanges: readonly RecordedExchange[]): Map<string, RecordedExchange[]> {
  return Map.groupBy(
    exchanges.toSorted((left, right) => left.seq - right.seq),
    ({ phase }) => phase,
  );
}
