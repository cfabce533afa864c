import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES: RunOptions = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

/** What axe finds wrong on the page, one line each, and whether it is wider than its window. */
export async function violations(page: Page): Promise<string[]> {
  // A page whose code is still on its way has a navigation and no heading yet.
  await page.locator("h1").first().waitFor({ state: "attached" });
  const width = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: innerWidth }));
  // By the debugger, which the content security policy does not stop.
  await page.evaluate(source);
  const results = await page.evaluate((rules) => axe.run(rules), RULES);
  return [
    ...(width.content > width.window ? [`${width.content} pixels wide`] : []),
    ...results.violations.map(
      ({ id, impact, nodes }) => `${impact ?? "?"} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    ),
  ];
}
