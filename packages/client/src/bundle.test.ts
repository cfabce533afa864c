import { expect, test } from "vitest";
import { measureBundle } from "../scripts/bundle.ts";

/** Minified and compressed, with everything that the client needs. */
const BUDGET_BYTES = 20_000;

test("Q02 the client costs a page less than 20 kB, and brings neither schemas nor anything of the server's", async () => {
  const { gzipBytes, inputs } = await measureBundle();
  expect(gzipBytes).toBeLessThan(BUDGET_BYTES);
  expect(inputs.filter((input) => /node_modules\/(zod|drizzle-orm|hono)\/|packages\/(?!client\/)/.test(input))).toEqual([]);
});
