import { expect, test } from "vitest";
import { findBudgetFaults, readCost } from "./check-type-budget.ts";

const small = { memoryKb: 100_000, instantiations: 7_000 };

test("a client that hardly grows is within its budget", () => {
  expect(findBudgetFaults({ small, large: { memoryKb: 120_000, instantiations: 16_000 } })).toEqual([]);
});

test.each([
  ["memory that grows with the router", { memoryKb: 126_000, instantiations: 16_000 }],
  ["types repeated per procedure", { memoryKb: 120_000, instantiations: 24_001 }],
])("%s is over the budget", (_what, large) => {
  expect(findBudgetFaults({ small, large })).toHaveLength(1);
});

test("the compiler's own figures are read, and their absence is no zero", () => {
  expect(readCost("Types:     4200\nInstantiations:          15803\nMemory used:          122367K\n")).toEqual({
    memoryKb: 122_367,
    instantiations: 15_803,
  });
  expect(() => readCost("Types: 1")).toThrow("Memory used");
});
