import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { forEachScreen } from "./support/screens.ts";
import { test } from "./support/test.ts";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES: RunOptions = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

/** What axe finds wrong on the page, one line each. */
async function violations(page: Page): Promise<string[]> {
  // By the debugger, which the content security policy does not stop.
  await page.evaluate(source);
  const results = await page.evaluate((rules) => axe.run(rules), RULES);
  return results.violations.map(
    ({ id, impact, nodes }) => `${impact ?? "?"} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
  );
}

const LOOKS = [
  { look: "light, on a desktop", isDark: false, isOnPhone: false },
  { look: "dark, on a desktop", isDark: true, isOnPhone: false },
  { look: "light, on a phone", isDark: false, isOnPhone: true },
  { look: "dark, on a phone", isDark: true, isOnPhone: true },
];

for (const { look, isDark, isOnPhone } of LOOKS) {
  test(`axe finds nothing wrong on any screen: ${look}`, async ({ openVisitor }) => {
    const page = await openVisitor({ isDark, isOnPhone, expectedStatuses: [403] });
    await page.emulateMedia({ reducedMotion: "reduce" });
    const found: string[] = [];
    await forEachScreen(page, async ({ name }) => {
      found.push(...(await violations(page)).map((violation) => `${name}: ${violation}`));
    });
    expect(found).toEqual([]);
  });
}
