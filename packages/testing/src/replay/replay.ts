import type { RecordedExchange, ReplayedAnswer, ReplayRules } from "@causeway/rest";
import { buildRequest, type ReplayRequest } from "./build-request.ts";
import { compareAnswer } from "./compare.ts";
import type { NormaliseOptions } from "./normalise.ts";

export type ReplayVerdict =
  | { kind: "equal" }
  | { kind: "declared"; divergence: string }
  | { kind: "different" }
  /** A route that the new server does not have yet: asked nothing of. */
  | { kind: "not-served" };

export interface ReplayResult {
  exchange: RecordedExchange;
  verdict: ReplayVerdict;
  /** What differs, also where it is declared. */
  differences: string[];
}

export interface ReplayOptions {
  /** Of one phase, in their order. */
  exchanges: readonly RecordedExchange[];
  rules: ReplayRules;
  /** The old system's token key, as the replayed server has it. */
  secret: string;
  send: (request: ReplayRequest) => Promise<ReplayedAnswer>;
  /** When the next request is made; now unless told. */
  clock?: (exchange: RecordedExchange) => Date;
  onResult?: (result: ReplayResult) => void;
}

/** Sends recorded requests one after the other, races at once, and compares the answers. */
export async function replay(options: ReplayOptions): Promise<ReplayResult[]> {
  const { exchanges, rules, clock, onResult } = options;
  const [first] = exchanges;
  if (!first) return [];
  const comparison: NormaliseOptions = { rules, startedAt: new Date(first.recorded_at), hasRecordedClock: clock !== undefined };
  const tokens = new Map<string, string>();
  const results: ReplayResult[] = [];
  let lastEtag: string | undefined;
  for (const group of inRaces(exchanges)) {
    const answered = await Promise.all(
      group.map(async (exchange) => {
        if (rules.isNotServed(exchange.request.method, exchange.request.path)) return { exchange, answer: null };
        const now = clock?.(exchange) ?? new Date();
        return { exchange, answer: await options.send(buildRequest(exchange, { tokens, lastEtag, secret: options.secret, now })) };
      }),
    );
    for (const { exchange, answer } of matchRace(answered)) {
      const result: ReplayResult = answer
        ? judge(exchange, answer, comparison)
        : { exchange, verdict: { kind: "not-served" }, differences: [] };
      if (answer) {
        remember(tokens, exchange, answer);
        lastEtag = answer.headers["etag"];
      }
      results.push(result);
      onResult?.(result);
    }
  }
  return results;
}

function judge(exchange: RecordedExchange, answer: ReplayedAnswer, options: NormaliseOptions): ReplayResult {
  const differences = compareAnswer(exchange.response, answer, options);
  if (differences.length === 0) return { exchange, verdict: { kind: "equal" }, differences };
  const declared = options.rules.declared.find(({ explains }) => explains(exchange, answer));
  return {
    exchange,
    verdict: declared ? { kind: "declared", divergence: declared.divergence } : { kind: "different" },
    differences,
  };
}

function remember(tokens: Map<string, string>, { name }: RecordedExchange, { body }: ReplayedAnswer): void {
  if (typeof body === "object" && body !== null && "token" in body && typeof body.token === "string") tokens.set(name, body.token);
}

/** Exchanges of one and the same moment were sent at once. */
function inRaces(exchanges: readonly RecordedExchange[]): RecordedExchange[][] {
  const groups: RecordedExchange[][] = [];
  for (const exchange of exchanges) {
    const group = groups.at(-1);
    if (group?.[0]?.recorded_at === exchange.recorded_at && isRacing(exchange) && group.every(isRacing)) group.push(exchange);
    else groups.push([exchange]);
  }
  return groups;
}

const isRacing = ({ name }: RecordedExchange) => /-race-\d+$/.test(name);

interface Answered {
  exchange: RecordedExchange;
  answer: ReplayedAnswer | null;
}

/** Who wins a race is open: answers are compared in the order of their status, and what was sent counts as what is expected. */
function matchRace(group: Answered[]): Answered[] {
  if (group.length === 1) return group;
  const byStatus = (status: number | null | undefined) => status ?? 0;
  const sent = group.toSorted((left, right) => byStatus(left.answer?.status) - byStatus(right.answer?.status));
  const expected = group.toSorted(
    (left, right) => byStatus(left.exchange.response.status) - byStatus(right.exchange.response.status),
  );
  return expected.map(({ exchange }, at) => {
    const answer = sent[at]?.answer ?? null;
    return { exchange: withOwnTexts(exchange, sent[at]?.exchange), answer };
  });
}

/** The expected answer repeats texts of its own request; those of the request that really got it are put in their place. */
function withOwnTexts(expected: RecordedExchange, sent: RecordedExchange | undefined): RecordedExchange {
  let body = JSON.stringify(expected.response.body ?? null);
  for (const [key, value] of Object.entries({ ...Object(expected.request.body) })) {
    const own: unknown = { ...Object(sent?.request.body) }[key];
    if (typeof value === "string" && typeof own === "string") body = body.replaceAll(JSON.stringify(value), JSON.stringify(own));
  }
  return { ...expected, response: { ...expected.response, body: JSON.parse(body) } };
}
