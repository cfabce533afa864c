import type { Page } from "playwright-core";
import { expect } from "vitest";
import { enterDemo, fillCredentials, PASSWORD, signIn, signUp, turnFactorOn } from "./support/people.ts";
import { test } from "./support/test.ts";

/** What has the focus, as a screen reader would call it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "";
  });
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).startsWith(name)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test("signing in, ticking a task off, taking it back and signing out need no mouse", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Glasswort" });
  const page = await openVisitor();
  await page.goto("/sign-in");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await tabTo(page, "E-mail");
  await page.keyboard.type(email);
  await tabTo(page, "Password");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox").first().waitFor();

  await tabTo(page, "Skip to the content");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  await tabTo(page, "Complete your Google Business Profile setup");
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: /^Complete your Google/, checked: true }).waitFor();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.keyboard.press("F6");
  await tabTo(page, "Undo");
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: /^Complete your Google/, checked: false }).waitFor();

  await page.getByRole("button", { name: /^Account of/ }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Where you are signed in" }).waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("? lists the shortcuts, g goes places, / searches, and single keys can be switched off", async ({ openVisitor }) => {
  const page = await openVisitor();
  await enterDemo(page, "the administrator");
  await page.getByRole("heading", { level: 1, name: "Platform" }).waitFor();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await dialog.getByText("Go to Restaurants").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });

  await page.keyboard.press("/");
  await page.getByRole("searchbox").waitFor();
  await expect.poll(() => focused(page)).toBe("Search restaurants by name");
  await page.keyboard.type("gp?");
  expect(await page.getByRole("searchbox").inputValue()).toBe("gp?");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.getByRole("heading", { level: 1, name: "Platform" }).waitFor();

  await page.keyboard.press("?");
  await dialog.getByRole("switch").click();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  expect(await dialog.count()).toBe(0);
  expect(new URL(page.url()).pathname).toBe("/admin");
});

test("a dialog begins at its first field, outlasts a click beside it, and gives the focus back", async ({ openVisitor }) => {
  const page = await openVisitor();
  await enterDemo(page, "a restaurant");
  await page.getByRole("link", { name: "Customers", exact: true }).click();
  await page.getByRole("button", { name: "New customer" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await expect.poll(() => focused(page)).toBe("Name");
  await page.keyboard.type("Half a na");
  await page.mouse.click(5, 500);
  await page.getByLabel("Name", { exact: true }).press("End");
  await page.keyboard.type("me");
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Half a name");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe("New customer");
});

test("a dialog that was chosen from a list gives the focus back to the list", async ({ openVisitor }) => {
  const page = await openVisitor();
  await enterDemo(page, "the administrator");
  await page.getByRole("link", { name: "Mail", exact: true }).click();
  await page.getByRole("combobox", { name: "Preview a kind" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await expect.poll(() => focused(page)).toBe("Preview a kind");
});

test("the focus follows the steps of the second factor", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Samphire" });
  const page = await openVisitor();
  await signIn(page, { email });
  await turnFactorOn(page);
  await expect.poll(() => focused(page)).toBe("Backup codes");
  const other = await openVisitor();
  await fillCredentials(other, { email, password: PASSWORD });
  await other.getByRole("heading", { name: "Enter your code" }).waitFor();
  await expect.poll(() => focused(other)).toBe("Code");
});
