import { expect } from "vitest";
import { enterDemo, signUp } from "./support/people.ts";
import { test } from "./support/test.ts";

const RESTAURANTS_OF_THE_DEMO = 5;

test("the administrator searches, sorts and pages through all restaurants", async ({ server, openVisitor }) => {
  for (let count = 0; count < 20; count++) await signUp(server.url, { restaurant: `Tern ${String(count).padStart(2, "0")}` });
  const page = await openVisitor();
  await enterDemo(page, "the administrator");
  await page.getByRole("link", { name: "Restaurants", exact: true }).click();
  const rows = page.getByRole("rowheader");
  await page.getByText("The first 20 restaurants").waitFor();
  expect(await rows.first().innerText()).toContain("Tern 19");
  await page.getByRole("button", { name: "Show more" }).click();
  await page.getByText(`All ${20 + RESTAURANTS_OF_THE_DEMO} restaurants`).waitFor();
  expect(await rows.count()).toBe(20 + RESTAURANTS_OF_THE_DEMO);

  await page.getByRole("button", { name: "Restaurant" }).click();
  await page.getByRole("columnheader", { name: "Restaurant" }).and(page.locator("[aria-sort=ascending]")).waitFor();
  await rows.first().getByText("Causeway Café").waitFor();

  await page.getByRole("searchbox").fill("tErN 1");
  await page.getByText("All 10 restaurants").waitFor();
  expect(new URL(page.url()).searchParams.get("search")).toBe("tErN 1");
  await page.getByRole("searchbox").fill("100%");
  await page.getByText("No restaurant is called “100%”").waitFor();
  await page.getByRole("button", { name: "Show all restaurants" }).click();
  await page.getByText("The first 20 restaurants").waitFor();
  expect(await page.getByRole("searchbox").inputValue()).toBe("");
});

test("acting for an owner shows both names until it is ended, in every tab", async ({ openVisitor }) => {
  const page = await openVisitor();
  await enterDemo(page, "the administrator");
  const tab = await page.context().newPage();
  await tab.goto("/admin");
  await tab.getByRole("heading", { level: 1, name: "Platform" }).waitFor();

  await page.bringToFront();
  await page.goto("/admin/restaurants?search=anchor");
  await page.getByRole("button", { name: "Act for the owner of Gull & Anchor" }).click();
  await page.getByRole("button", { name: "Act for them" }).click();
  const banner = page.getByRole("region", { name: "Acting for somebody else" });
  await banner.getByText("admin@demo.example acting for mira@demo.example").waitFor();
  await page.getByRole("heading", { level: 1, name: "Gull & Anchor" }).waitFor();
  await tab.getByRole("region", { name: "Acting for somebody else" }).waitFor();
  await tab.getByRole("heading", { name: "This road is closed to you" }).waitFor();

  await page.reload();
  await banner.waitFor();
  await page.getByRole("button", { name: /^Account of mira/ }).click();
  await page.getByRole("menuitem", { name: "Where you are signed in" }).click();
  await page.getByText("Sessions cannot be ended while acting for somebody else.").waitFor();
  expect(await page.getByRole("button", { name: /^End (the session|all)/ }).count()).toBe(0);

  await banner.getByRole("button", { name: "End" }).click();
  await page.waitForURL("**/admin/restaurants");
  await page.getByRole("button", { name: "Account of admin@demo.example" }).waitFor();
  expect(await banner.count()).toBe(0);
  await tab.getByRole("heading", { level: 1, name: "Platform" }).waitFor();
});

test("a restaurant sees neither the platform nor another restaurant", async ({ server, openVisitor }) => {
  const page = await openVisitor({ expectedStatuses: [403, 404] });
  await enterDemo(page, "a restaurant");
  expect(await page.getByRole("link", { name: "Platform" }).count()).toBe(0);
  await page.goto("/admin/restaurants");
  await page.getByRole("heading", { name: "This road is closed to you" }).waitFor();

  const admin = await openVisitor();
  await enterDemo(admin, "the administrator");
  await admin.goto("/admin/restaurants?search=marram");
  await admin.getByRole("link", { name: "Marram" }).click();
  await admin.waitForURL(`${server.url}/restaurants/**`);
  await admin.getByRole("heading", { level: 1, name: "Marram" }).waitFor();
  await page.goto(new URL(admin.url()).pathname);
  await page.getByRole("heading", { name: "Nothing here but water" }).waitFor();
});
