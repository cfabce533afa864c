import type { JsonValue } from "@causeway/contract";
import { z } from "zod";
import { ProviderError, type ProviderFailure } from "../provider-error.ts";
import { within } from "../within.ts";
import type { TextAnswer, TextProvider, TextRequest, TextWriter, WriteTextInput, WrittenText } from "./ai.ts";
import { type AnswerCacheOptions, createAnswerCache, requestKey } from "./answer-cache.ts";
import { type CallOutcome, type CircuitBreakerOptions, createCircuitBreaker } from "./circuit-breaker.ts";
import { EMBEDDED_TEXT } from "./embedded-text.ts";
import { readText } from "./read-text.ts";
import { type Budget, reserve } from "./spending.ts";

/** Why a provider did not write a text. */
export interface ChainEvent {
  provider: string;
  reason: ProviderFailure | "resting" | "budget";
  error?: unknown;
}

export interface TextChainOptions {
  /** Asked in this order; the last should be one that always answers. */
  providers: readonly TextProvider[];
  /** None unless told. */
  budget?: Budget;
  breaker?: Omit<CircuitBreakerOptions, "clock">;
  cache?: Omit<AnswerCacheOptions, "clock">;
  clock?: () => Date;
  /** For one request to one provider, in milliseconds; 20,000 unless told. */
  timeoutMs?: number;
  /** Told of every provider that was passed over. */
  onPassedOver?: (event: ChainEvent) => void;
}

/** Tokens are of three bytes or more in nearly every text; the budget takes the dearer guess. */
const guessTokens = (text: string) => Math.ceil(Buffer.byteLength(text) / 3);

const costOf = ({ price }: TextProvider, input: number, output: number) =>
  Math.ceil(input * price.inputMicros + output * price.outputMicros);

/** The code of an answer that came as it should and does not hold what was asked for. */
const MISFIT = "misfit";

/** A refusal and a text that does not fit are about the request, which may be made to provoke them; the rest about the provider. */
function outcomeOf(error: unknown): CallOutcome {
  if (!(error instanceof ProviderError) || error.failure === "refused" || error.code === MISFIT) return { kind: "neutral" };
  return { kind: "failure", retryAfterMs: (error.retryAfterSeconds ?? 0) * 1000 };
}

/**
 * Asks one provider after the other until an answer fits what was asked for; an answer that does not fit may be mended once by
 * who wrote it. Providers that keep failing rest for a while, and nobody is paid beyond the budget. Throws `ProviderError`
 * when nobody wrote anything usable.
 */
export function createTextChain(options: TextChainOptions): TextWriter {
  const { clock = () => new Date(), timeoutMs = 20_000, budget, onPassedOver } = options;
  const cache = createAnswerCache({ ...options.cache, clock });
  const links = options.providers.map((provider) => ({ provider, breaker: createCircuitBreaker({ ...options.breaker, clock }) }));

  /** One paid request. Null where the budget does not allow it. */
  async function ask(provider: TextProvider, request: TextRequest, signal: AbortSignal | undefined): Promise<TextAnswer | null> {
    const most = costOf(provider, guessTokens(JSON.stringify(request)), request.maxTokens);
    const settle = budget ? await reserve(budget, most, clock()) : async () => {};
    if (settle === null) return null;
    try {
      const answer = await within({ name: provider.name, ms: timeoutMs, signal }, (limit) => provider.write(request, limit));
      await settle(costOf(provider, answer.inputTokens, answer.outputTokens));
      return answer;
    } catch (error) {
      await settle(error instanceof ProviderError && !error.mayBeDone ? 0 : null);
      throw error;
    }
  }

  /** A usable text and the JSON it was read from, or null where the budget is spent. */
  async function write<TText>(
    provider: TextProvider,
    { request, answer, signal }: { request: TextRequest; answer: z.ZodType<TText>; signal: AbortSignal | undefined },
  ): Promise<{ text: TText; json: string } | null> {
    const first = await ask(provider, request, signal);
    if (first === null) return null;
    const read = readText(answer, first.unverifiedJson);
    if (read.ok) return { text: read.text, json: first.unverifiedJson };
    const instructions = `${request.instructions}\nAn earlier answer could not be used (${read.fault}). Answer again so that it fits the schema.`;
    const second = await ask(provider, { ...request, instructions }, signal);
    if (second === null) return null;
    const mended = readText(answer, second.unverifiedJson);
    if (mended.ok) return { text: mended.text, json: second.unverifiedJson };
    const message = `${provider.name} wrote what does not fit: ${mended.fault}`;
    throw new ProviderError({ failure: "malformed", code: MISFIT, message });
  }

  return {
    async write<TText extends JsonValue>(
      { instructions, facts, answer, maxTokens = 500 }: WriteTextInput<TText>,
      signal?: AbortSignal,
    ): Promise<WrittenText<TText>> {
      const schema = z.toJSONSchema(answer, { io: "input" });
      const request = { instructions, input: JSON.stringify(facts), schema, maxTokens };
      const key = requestKey(request);
      const known = cache.find(key);
      const remembered = known && readText(answer, known.json);
      if (known && remembered?.ok) return { text: remembered.text, writtenBy: known.writtenBy };

      let last: unknown;
      for (const { provider, breaker } of links) {
        const leave = breaker.enter();
        if (leave === null) {
          onPassedOver?.({ provider: provider.name, reason: "resting" });
          continue;
        }
        try {
          const written = await write(provider, { request, answer, signal });
          leave({ kind: written === null ? "neutral" : "success" });
          if (written === null) {
            onPassedOver?.({ provider: provider.name, reason: "budget" });
            continue;
          }
          // What was put together for want of a model is not kept: the next time one may be well again.
          if (provider.name !== EMBEDDED_TEXT) cache.keep(key, { json: written.json, writtenBy: provider.name });
          return { text: written.text, writtenBy: provider.name };
        } catch (error) {
          leave(signal?.aborted ? { kind: "neutral" } : outcomeOf(error));
          signal?.throwIfAborted();
          if (!(error instanceof ProviderError)) throw error;
          onPassedOver?.({ provider: provider.name, reason: error.failure, error });
          last = error;
        }
      }
      throw new ProviderError({ failure: "unavailable", message: "No provider wrote a usable text.", cause: last });
    },
  };
}
