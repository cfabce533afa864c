import { expect } from "vitest";
import { enterDemo, signIn, signUp } from "./support/people.ts";
import { test } from "./support/test.ts";

/** For what a push or a request brings. */
const PATIENCE = { timeout: 15_000 };

test("an item is ticked off, gets a note, and is undone; what happened stays in its history, and others see it at once", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Cockle" });
  const [here, there] = [await openVisitor(), await openVisitor({ isOnPhone: true })];
  for (const page of [here, there]) {
    await signIn(page, { email });
    await page.getByRole("link", { name: "Checklist" }).click();
    await page.getByText("Live", { exact: true }).waitFor();
  }
  const item = (page: typeof here) =>
    page
      .getByRole("listitem")
      .filter({ has: page.getByText("Show prices", { exact: true }) })
      .last();
  const box = (page: typeof here) => page.getByRole("checkbox", { name: "Show prices" });
  await box(here).check();
  await here.getByText("1 of 35 done").waitFor();
  await expect.poll(() => box(there).isChecked(), PATIENCE).toBe(true);

  await here.getByRole("button", { name: "More about Show prices" }).click();
  await here.getByRole("menuitem", { name: "Write a note" }).click();
  await here.getByLabel("Note on Show prices").fill("Also for the wine.");
  await here.getByRole("button", { name: "Keep the note" }).click();
  await item(there).getByText("Also for the wine.").waitFor();

  await box(here).uncheck();
  await here.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => box(there).isChecked(), PATIENCE).toBe(true);
  await here.getByRole("button", { name: "More about Show prices" }).click();
  await here.getByRole("menuitem", { name: "What was said before" }).click();
  const history = here.getByRole("dialog").getByRole("listitem");
  await history.nth(3).waitFor();
  expect(await history.first().innerText()).toContain("Also for the wine.");
});

test("the administrator writes the checklist: adds, moves by keyboard, takes off, puts back", async ({ openVisitor }) => {
  const page = await openVisitor();
  await enterDemo(page, "the administrator");
  await page.getByRole("link", { name: "Checklist content" }).click();
  const category = page.getByRole("region", { name: "Reviews" });
  await category.getByRole("button", { name: "Add an item" }).click();
  await page.getByRole("button", { name: "Put it on the checklist" }).click();
  await page.getByText("Say what is to be done.").waitFor();
  await page.getByLabel("What is to be done").fill("Thank the first reviewer");
  await page.getByRole("button", { name: "Put it on the checklist" }).click();
  const items = category.getByRole("list", { name: "Items of Reviews" }).getByRole("listitem");
  await items.filter({ hasText: "Thank the first reviewer" }).waitFor();
  const last = (await items.count()) - 1;

  const kept = page.waitForResponse((response) => response.url().includes("checklists.reorder") && response.ok());
  await page.getByRole("button", { name: "Move Thank the first reviewer" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect.poll(() => items.nth(last - 1).innerText(), PATIENCE).toContain("Thank the first reviewer");
  await kept;
  await page.reload();
  await expect.poll(() => items.nth(last - 1).innerText(), PATIENCE).toContain("Thank the first reviewer");

  await page.getByRole("button", { name: "More about Thank the first reviewer" }).click();
  await page.getByRole("menuitem", { name: "Take off the checklist" }).click();
  await page.getByRole("button", { name: "Put back Thank the first reviewer" }).click();
  await items.filter({ hasText: "Thank the first reviewer" }).waitFor();
});
