import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { TextProvider, TextRequest } from "../ai.ts";

export interface TextProviderUnderTest extends AsyncDisposable {
  provider: TextProvider;
}

const Copy = z.object({ headline: z.string().min(1).max(80), text: z.string().min(1).max(600) });

const request: TextRequest = {
  instructions: "Write an ad.",
  input: JSON.stringify({ restaurant: "Luigi's", item: "Margherita", offer: "20 % off", promoCode: "PIZZA20" }),
  schema: z.toJSONSchema(Copy, { io: "input" }),
  maxTokens: 300,
};

/** What every provider of texts does. */
export function checksTextProvider(name: string, open: () => Promise<TextProviderUnderTest>): void {
  describe(`${name} as a provider of texts`, () => {
    test("the answer is JSON that fits the schema and was written from the facts", async () => {
      await using opened = await open();
      const { unverifiedJson } = await opened.provider.write(request);
      const copy = Copy.parse(JSON.parse(unverifiedJson));
      expect(copy.text).toContain("Luigi's");
    });

    test("the tokens are counted", async () => {
      await using opened = await open();
      const { inputTokens, outputTokens } = await opened.provider.write(request);
      expect(inputTokens).toBeGreaterThanOrEqual(0);
      expect(outputTokens).toBeGreaterThanOrEqual(0);
    });

    test("a caller that has given up already gets its own reason", async () => {
      await using opened = await open();
      const reason = new Error("given up");
      await expect(opened.provider.write(request, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
