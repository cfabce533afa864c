import type { RecordedExchange, ReplayedAnswer, ReplayRules } from "@causeway/rest";
import { buildRequest, type ReplayRequest, type ReplayState, TokenMissingError } from "./build-request.ts";
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
  const { exchanges, rules, onResult } = options;
  const [first] = exchanges;
  if (!first) return [];
  const comparison: NormaliseOptions = {
    rules,
    startedAt: new Date(first.recorded_at),
    hasRecordedClock: options.clock !== undefined,
  };
  const tokens = new Map<string, string>();
  const results: ReplayResult[] = [];
  for (const group of inRaces(exchanges)) {
    const asked = await Promise.all(group.map((exchange) => ask(exchange, options, tokens)));
    for (const { exchange, answer } of matchRace(asked)) {
      const result = judge(exchange, answer, comparison);
      if (typeof answer === "object") remember(tokens, exchange, answer);
      results.push(result);
      onResult?.(result);
    }
  }
  return results;
}

/** What came back; or that the route is not served yet, or why nothing could be asked. */
type Outcome = ReplayedAnswer | "not-served" | `not asked: ${string}`;

interface Asked {
  exchange: RecordedExchange;
  answer: Outcome;
}

async function ask(exchange: RecordedExchange, options: ReplayOptions, tokens: ReplayState["tokens"]): Promise<Asked> {
  const { method, path } = exchange.request;
  if (options.rules.isNotServed(method, path)) return { exchange, answer: "not-served" };
  const now = options.clock?.(exchange) ?? new Date();
  try {
    const request = buildRequest(exchange, { tokens, secret: options.secret, now });
    return { exchange, answer: await options.send(await withOwnEtag(request, exchange, options)) };
  } catch (error) {
    if (error instanceof TokenMissingError) return { exchange, answer: `not asked: ${error.message}` };
    throw error;
  }
}

/** Whoever was told that nothing had changed, had the answer: an ETag of this server's own stands for the recorded one. */
async function withOwnEtag(
  request: ReplayRequest,
  { response }: RecordedExchange,
  { send }: Pick<ReplayOptions, "send">,
): Promise<ReplayRequest> {
  const { "if-none-match": condition, ...headers } = request.headers;
  if (condition === undefined || response.status !== 304) return request;
  const { etag } = (await send({ ...request, headers })).headers;
  return { ...request, headers: { ...headers, "if-none-match": etag ?? condition } };
}

function judge(exchange: RecordedExchange, answer: Outcome, options: NormaliseOptions): ReplayResult {
  if (answer === "not-served") return { exchange, verdict: { kind: "not-served" }, differences: [] };
  if (typeof answer === "string") return { exchange, verdict: { kind: "different" }, differences: [answer] };
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

/** Who wins a race is open: answers are compared in the order of their status, and what was sent counts as what is expected. */
function matchRace(group: Asked[]): Asked[] {
  if (group.length === 1) return group;
  const statusOf = (answer: Outcome) => (typeof answer === "object" ? (answer.status ?? 0) : 0);
  const asked = group.toSorted((left, right) => statusOf(left.answer) - statusOf(right.answer));
  const expected = group.toSorted((left, right) => (left.exchange.response.status ?? 0) - (right.exchange.response.status ?? 0));
  return expected.flatMap(({ exchange }, at) => {
    const { exchange: sent, answer } = asked[at] ?? {};
    return answer === undefined ? [] : [{ exchange: withOwnTexts(exchange, sent), answer }];
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
