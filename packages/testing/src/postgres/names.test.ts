import { expect, test } from "vitest";
import { isDatabaseOutdated, newDatabaseName, templateName } from "./names.ts";

const NOW = Date.UTC(2026, 0, 2);
const HOUR = 3_600_000;

test("the same key names the same template, another key another one", () => {
  expect(templateName("a")).toBe(templateName("a"));
  expect(templateName("a")).not.toBe(templateName("b"));
});

test("two databases made in the same millisecond have different names", () => {
  expect(newDatabaseName(NOW)).not.toBe(newDatabaseName(NOW));
});

test.each([
  ["a template", templateName("a"), true],
  ["a half-made template", `${templateName("a")}_building`, true],
  ["a database of a run under way", newDatabaseName(NOW - HOUR), false],
  ["a database made seven hours ago", newDatabaseName(NOW - 7 * HOUR), true],
  ["somebody's own database", "causeway_production", false],
  ["somebody's own database of a similar name", "causeway_test_results", false],
])("%s counts as outdated as it should", (_what, name, outdated) => {
  expect(isDatabaseOutdated(name, NOW)).toBe(outdated);
});
