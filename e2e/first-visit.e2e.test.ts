import { expect } from "vitest";
import { newEmail, PASSWORD, signIn, signUp } from "./support/people.ts";
import { test } from "./support/test.ts";

test("a restaurant signs up, ticks off a task that a second page sees at once, leaves and comes back", async ({ openVisitor }) => {
  const email = newEmail();
  const page = await openVisitor();
  await page.goto("/");
  await page.getByRole("link", { name: "Set up your restaurant" }).click();
  await page.getByLabel("Restaurant's name").fill("Samphire");
  await page.getByLabel("Address").fill("3 Sea Wall");
  await page.getByLabel("Your e-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();

  await page.getByRole("heading", { level: 1, name: "Samphire" }).waitFor();
  await page.getByText("Nothing came in during these days.").waitFor();
  await page.getByRole("heading", { name: "Running now" }).waitFor();
  expect(await page.title()).toBe("Samphire · Causeway");

  const elsewhere = await openVisitor();
  await signIn(elsewhere, { email });
  await elsewhere.getByRole("link", { name: "First steps", exact: true }).click();
  await elsewhere.getByText("Live", { exact: true }).waitFor();
  const name = "Upload high-quality photos of your dishes";
  const box = elsewhere.getByRole("checkbox", { name });
  expect(await box.isChecked()).toBe(false);

  await page.getByRole("checkbox", { name }).check();
  await elsewhere.getByRole("checkbox", { name, checked: true }).waitFor();
  await elsewhere.getByText("1 of 4").waitFor();

  await page.getByRole("button", { name: "Undo" }).click();
  await elsewhere.getByRole("checkbox", { name, checked: false }).waitFor();
  await page.getByRole("checkbox", { name }).check();
  await elsewhere.getByText("1 of 4").waitFor();

  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto("/");
  await page.waitForURL("**/sign-in");
  expect(await page.getByText("session has ended").count()).toBe(0);

  await signIn(page, { email });
  await page.getByRole("link", { name: "First steps", exact: true }).click();
  await page.getByRole("checkbox", { name, checked: true }).waitFor();
});

test("a wrong password says so and keeps what was typed", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Cordgrass" });
  const page = await openVisitor();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("is not right").waitFor();
  expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
  expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("not the password");
});

test("mistakes are shown at their fields, the first of them focused, and what the server finds as well", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Eelgrass" });
  const page = await openVisitor({ expectedStatuses: [409] });
  await page.goto("/sign-up");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create the account" }).click();
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await page.getByText("Use at least 12 characters.").waitFor();
  expect(await field("Password").getAttribute("aria-invalid")).toBe("true");
  expect(await field("Restaurant's name").evaluate((input) => input === document.activeElement)).toBe(true);

  await field("Restaurant's name").fill("Second");
  await field("Your e-mail").fill(email);
  await field("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByText("There is an account with this e-mail address already.").waitFor();
  expect(await field("Your e-mail").getAttribute("aria-invalid")).toBe("true");
  expect(await field("Restaurant's name").inputValue()).toBe("Second");
  await page.getByRole("link", { name: "Sign in instead" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("who is sent to sign in goes on where they wanted to be, and never to another site", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Marsh Mallow" });
  const page = await openVisitor();
  await page.goto("/admin/restaurants?search=gull");
  await page.waitForURL(/sign-in\?redirect=/);
  await page.getByRole("button", { name: "the administrator" }).click();
  await page.getByText("1 restaurant", { exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe("?search=gull");
  await page.goto("/sign-in?redirect=/admin/restaurants?search=anchor");
  await page.getByText("Gull & Anchor").waitFor();

  const stranger = await openVisitor();
  await stranger.goto("/sign-in?redirect=//evil.example/");
  await stranger.getByLabel("E-mail").fill(email);
  await stranger.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await stranger.waitForURL(`${server.url}/restaurants/**`);
});
