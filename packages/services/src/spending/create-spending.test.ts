import { createMemorySpending } from "@causeway/providers";
import { createSpending } from "@causeway/services";
import { createTestApp, DIALECTS } from "@causeway/testing";
import { describe, expect, test } from "vitest";

describe.each([...DIALECTS, "memory"] as const)("spending in %s", (place) => {
  async function open() {
    if (place === "memory") return { spending: createMemorySpending(), async [Symbol.asyncDispose]() {} };
    const app = await createTestApp({ dialect: place });
    return { spending: createSpending(app.db, "text"), [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
  }

  test("each addition gives the month's total, also of those at once", async () => {
    await using opened = await open();
    const totals = await Promise.all(Array.from({ length: 20 }, () => opened.spending.add("2026-03", 7)));
    expect(totals.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 7));
  });

  test("what is taken back is subtracted, and months are apart", async () => {
    await using opened = await open();
    await opened.spending.add("2026-03", 1_000_000);
    expect(await opened.spending.add("2026-03", -999_999)).toBe(1);
    expect(await opened.spending.add("2026-04", 5)).toBe(5);
  });
});
