import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterDemo } from "./support/people.ts";
import { test } from "./support/test.ts";

const DARK = "rgb(8, 25, 31)";
const LIGHT = "rgb(241, 245, 245)";

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

/** Remembers the theme at the moment the page gets a body: anything later would be a flash. */
async function watchFirstTheme(page: Page): Promise<() => Promise<string | null>> {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      sessionStorage.setItem("first-theme", document.documentElement.dataset["theme"] ?? "none");
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => sessionStorage.getItem("first-theme"));
}

test("the page is dark with the system, from the first moment", async ({ openVisitor }) => {
  const page = await openVisitor({ isDark: true });
  const firstTheme = await watchFirstTheme(page);
  await page.goto("/sign-in");
  expect(await background(page)).toBe(DARK);
  expect(await firstTheme()).toBe("dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => background(page)).toBe(LIGHT);
});

test("a chosen theme outlasts the system's, in every tab and after a reload", async ({ openVisitor }) => {
  const page = await openVisitor();
  const firstTheme = await watchFirstTheme(page);
  await enterDemo(page, "a restaurant");
  const tab = await page.context().newPage();
  await tab.goto("/");
  await tab.getByRole("heading", { level: 1, name: "The Salt Road" }).waitFor();
  expect(await background(page)).toBe(LIGHT);
  await page.bringToFront();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  expect(await background(page)).toBe(DARK);
  await expect.poll(() => background(tab)).toBe(DARK);
  await page.reload();
  expect(await firstTheme()).toBe("dark");
});

test("nothing moves for those who ask for it", async ({ openVisitor }) => {
  const page = await openVisitor();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await enterDemo(page, "a restaurant");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  const longest = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll("*")].map((element) => Number.parseFloat(getComputedStyle(element).transitionDuration) || 0),
    ),
  );
  expect(longest).toBeLessThan(0.001);
});
