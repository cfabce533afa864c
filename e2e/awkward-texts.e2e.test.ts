import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterDemo, PASSWORD, signIn, signUp } from "./support/people.ts";
import { test } from "./support/test.ts";

const WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".repeat(3);

/** How far the page goes beyond its window, in pixels. */
const excess = (page: Page) => page.evaluate(() => Math.max(innerWidth, document.documentElement.scrollWidth) - screen.width);

test("words without an end make no page wider than a phone", async ({ openVisitor }) => {
  const page = await openVisitor({ isOnPhone: true });
  await page.goto("/sign-up");
  await page.getByLabel("Restaurant's name").fill(WORD);
  await page.getByLabel("Address").fill(WORD);
  await page.getByLabel("Your e-mail").fill(`${crypto.randomUUID()}@e2e.example`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("main").getByText(WORD).last().waitFor();
  expect(await excess(page)).toBe(0);
  await page.goto(`${new URL(page.url()).pathname}/campaigns/new?channel=ad`);
  await page.getByLabel("What it is about").fill(WORD.slice(0, 80));
  await page.getByLabel("What you offer").fill(WORD.slice(0, 80));
  await page.getByRole("article", { name: "The ad" }).waitFor();
  await page.getByLabel("Text", { exact: true }).waitFor();
  expect(await excess(page)).toBe(0);
});

test("a number after an address from right to left is not turned round", async ({ openVisitor }) => {
  const page = await openVisitor();
  await page.goto("/sign-up");
  await page.getByLabel("Restaurant's name").fill("الميناء");
  await page.getByLabel("Address").fill("شارع الميناء القديم");
  await page.getByLabel("Phone").fill("+44 20 7946 0123");
  await page.getByLabel("Your e-mail").fill(`${crypto.randomUUID()}@e2e.example`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  const line = page.getByRole("main").locator("p", { hasText: "+44 20 7946 0123" });
  await line.waitFor();
  // Where the first and the last sign of the number are drawn.
  const [first = 0, last = 0] = await line.evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const at = text.textContent?.indexOf("+44") ?? -1;
      if (at < 0) continue;
      return [at, at + 15].map((offset) => {
        const range = document.createRange();
        range.setStart(text, offset);
        range.setEnd(text, offset + 1);
        return range.getBoundingClientRect().left;
      });
    }
    return [];
  });
  expect(last).toBeGreaterThan(first);
});

test("a long address stays within the menu that shows it", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { email: `${crypto.randomUUID()}.of.the.long.pier@e2e.example`, restaurant: "Pier" });
  const page = await openVisitor();
  await signIn(page, { email });
  const name = page.getByRole("button", { name: /^Account of/ }).getByText(email);
  const aside = page.getByRole("banner");
  const right = async (of: typeof name) => {
    const box = await of.boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  expect(await right(name)).toBeLessThan(await right(aside));
});

test("a text that is too long, and an amount that is none, are told in plain words", async ({ openVisitor }) => {
  const page = await openVisitor();
  await enterDemo(page, "a restaurant");
  await page.goto(`${new URL(page.url()).pathname}/campaigns/new?channel=ad`);
  await page.getByLabel("What it is about").fill(WORD.repeat(2));
  await page.getByLabel("Budget a day").fill("1e9");
  await page.getByRole("button", { name: "Start the ad" }).click();
  await page.getByText("Use at most 200 characters.").waitFor();
  await page.getByText("Enter an amount such as 20.00.").waitFor();
});
