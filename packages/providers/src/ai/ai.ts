import type { JsonValue } from "@causeway/contract";
import type { z } from "zod";

export interface TextRequest {
  /** What the model is to do. Text of users never stands here. */
  instructions: string;
  /** The facts to write from as JSON, which may come from users. */
  input: string;
  /** A JSON schema that the answer has to fit. */
  schema: Readonly<Record<string, unknown>>;
  maxTokens: number;
}

export interface TextAnswer {
  /** The answer, not yet checked against the schema. */
  unverifiedJson: string;
  inputTokens: number;
  outputTokens: number;
}

/** Writes text. Throws `ProviderError`. */
export interface TextProvider {
  readonly name: string;
  /** Millionths of a dollar per token, for the budget. */
  readonly price: { inputMicros: number; outputMicros: number };
  write(request: TextRequest, signal?: AbortSignal): Promise<TextAnswer>;
}

export interface WriteTextInput<TText extends JsonValue> {
  /** What is to be written, in our own words only: text of users goes into `facts`. */
  instructions: string;
  /** What to write from: data, whatever it says. */
  facts: Readonly<Record<string, JsonValue>>;
  /** What the answer has to be, with limits on every text. */
  answer: z.ZodType<TText>;
  /** 500 unless told. */
  maxTokens?: number;
}

export interface WrittenText<TText> {
  text: TText;
  /** The provider that wrote it; `embedded` where it was put together from the facts without a model. */
  writtenBy: string;
}

/** What features ask for text. Always answers: with whatever works last. */
export interface TextWriter {
  write<TText extends JsonValue>(input: WriteTextInput<TText>, signal?: AbortSignal): Promise<WrittenText<TText>>;
}
