import { z } from "zod";
import { parseJson } from "../http/read-json.ts";
import { ProviderError } from "../provider-error.ts";
import type { TextProvider } from "./ai.ts";
import { composeSentence } from "./compose-sentence.ts";

/** What `writtenBy` says of a text that no model wrote. */
export const EMBEDDED_TEXT = "embedded";

/** As much of JSON schema as `z.toJSONSchema` makes of the answers that are asked for. */
interface Schema {
  type?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  properties?: Record<string, Schema> | undefined;
  items?: Schema | undefined;
  minItems?: number | undefined;
  minimum?: number | undefined;
  maxLength?: number | undefined;
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    properties: z.record(z.string(), Schema).optional(),
    items: Schema.optional(),
    minItems: z.number().optional(),
    minimum: z.number().optional(),
    maxLength: z.number().optional(),
  }),
);

const Facts = z.record(z.string(), z.unknown());

function fill(schema: Schema, facts: Record<string, unknown>, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object":
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, fill(value, facts, key)]));
    case "array":
      return Array.from({ length: schema.minItems ?? 1 }, () => fill(schema.items ?? { type: "string" }, facts, name));
    case "string":
      return composeSentence({ name, facts, maxLength: schema.maxLength ?? 300 });
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "boolean":
      return false;
    case undefined:
    default:
      return null;
  }
}

/**
 * Puts the answer together from the facts, without a model: the same facts always give the same words. Knows the facts
 * `restaurant`, `item`, `offer`, `details`, `promoCode`, `until` and `link`; where none is given it says the first that is text.
 */
export function createEmbeddedText(): TextProvider {
  return {
    name: EMBEDDED_TEXT,
    price: { inputMicros: 0, outputMicros: 0 },
    async write({ input, schema }, signal) {
      signal?.throwIfAborted();
      const facts = Facts.safeParse(parseJson(input));
      if (!facts.success) throw new ProviderError({ failure: "refused", message: "The facts are not a JSON object." });
      const answer = fill(Schema.parse(schema), facts.data, "text");
      return { unverifiedJson: JSON.stringify(answer), inputTokens: 0, outputTokens: 0 };
    },
  };
}
