import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { enterDemo, signIn, signUp } from "./support/people.ts";
import { onePixel } from "./support/pictures.ts";
import { test } from "./support/test.ts";

test("an ad is written with a preview and a picture, started, paused, and its figures are there", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Samphire" });
  const page = await openVisitor();
  await signIn(page, { email });
  await page.getByRole("link", { name: "Campaigns", exact: true }).click();
  await page.getByRole("link", { name: "New campaign" }).first().click();
  await page.getByText("An ad", { exact: true }).click();
  await page.getByRole("button", { name: "Start the ad" }).click();
  await page.getByText("Say what the ad is about.").waitFor();

  await page.getByLabel("What it is about").fill("Crab sandwich");
  await page.getByLabel("What you offer").fill("Two for one on Tuesdays");
  const ad = page.getByRole("article", { name: "The ad" });
  await ad.getByText("Samphire").first().waitFor();
  await page.getByLabel("Headline").fill("Crab for two");
  await ad.getByText("Crab for two").waitFor();
  await page
    .getByLabel("A picture of it (optional)")
    .setInputFiles({ name: "crab.png", mimeType: "image/png", buffer: onePixel() });
  await page.getByText("crab.png").waitFor();
  await ad.locator("img").waitFor();
  expect(await ad.locator("img").evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBe(1);
  await page.getByLabel("Budget a day").fill("4");
  await page.getByRole("button", { name: "Start the ad" }).click();
  await page.getByText("The daily budget is $5.00 at least.").waitFor();
  await page.getByLabel("Budget a day").fill("20");
  await page.getByRole("button", { name: "Start the ad" }).click();

  await page.getByRole("heading", { level: 1, name: /Crab sandwich/ }).waitFor();
  await page.getByText("Running", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("Paused", { exact: true }).waitFor();
  await page.getByText("Times shown").first().waitFor();

  await page.getByRole("link", { name: "Campaigns", exact: true }).first().click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "All as CSV" }).click()]);
  const text = await readFile((await file.path()) ?? "", "utf8");
  expect(text.split("\r\n")[1]).toMatch(/^Crab sandwich.*,ad,paused,20\.00,/);
});

const LIST = `customer_name,phone_number,last_order_date
Ada Marsh,555-010-0001,2024-01-05
Ben Dyke,not a number,2024-01-05
Cleo Sluice,(555) 010-0003,2024-02-30
`;

test("a customer list is uploaded, its bad rows are corrected on the spot, and a message reaches everybody once", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Whelk" });
  const page = await openVisitor({ isOnPhone: true, expectedStatuses: [400] });
  await signIn(page, { email });
  await page.getByRole("link", { name: "Customers" }).click();
  await page.getByRole("button", { name: "Upload a list" }).first().click();
  await page
    .getByLabel("Choose a CSV file, or drop it here")
    .setInputFiles({ name: "guests.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
  await page.getByRole("heading", { level: 1, name: "guests.csv" }).waitFor();
  const refused = page.getByRole("list", { name: "Refused rows" }).getByRole("listitem");
  await refused.nth(1).waitFor();

  // What is wrong is said at the cell that it is about.
  const ben = refused.filter({ hasText: "Row 2" });
  expect(await ben.getByLabel("Phone").getAttribute("aria-invalid")).toBe("true");
  expect(await ben.getByLabel("Name").getAttribute("aria-invalid")).toBeNull();
  await ben.getByLabel("Phone").fill("still no number");
  await ben.getByRole("button", { name: /^Take it as corrected/ }).click();
  await ben.getByText(/phone/i).first().waitFor();
  await ben.getByLabel("Phone").fill("555 010 0002");
  await ben.getByRole("button", { name: /^Take it as corrected/ }).click();
  await refused.nth(1).waitFor({ state: "detached" });
  await refused
    .first()
    .getByRole("button", { name: /^Leave it out/ })
    .click();
  await page.getByText("Every row was taken, corrected or left out.").waitFor();

  await page.getByRole("link", { name: "Write to these customers" }).click();
  await page.getByLabel("What you offer").fill("A free pint.");
  await page
    .getByLabel("Preview")
    .getByText(/Ada|Ben/)
    .first()
    .waitFor();
  await page.getByLabel("Preview").getByText("2 customers").waitFor();
  await page.getByRole("switch", { name: "Not at night" }).click();
  await page.getByRole("button", { name: "Send it" }).click();
  await page.getByRole("alertdialog").getByText("Send to 2 customers?").waitFor();
  await page.getByRole("alertdialog").getByRole("button", { name: "Send it" }).click();
  const recipients = page.getByRole("list", { name: "Recipients" }).getByRole("listitem");
  await expect.poll(() => recipients.filter({ hasText: /Delivered|Sent/ }).count(), { timeout: 30_000 }).toBe(2);
});

test("a text message to nobody is not sent: the page says why, and where customers are", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Limpet" });
  const page = await openVisitor({ isOnPhone: true });
  await signIn(page, { email });
  const form = `${new URL(page.url()).pathname}/campaigns/new?channel=sms`;
  await page.goto(form);
  await page.getByLabel("What you offer").fill("A free pint.");
  await page.getByLabel("Preview").getByText("0 customers").waitFor();
  await page.getByRole("button", { name: "Send it" }).click();
  await page.getByRole("alert").getByText("nobody would get it").waitFor();
  expect(await page.getByRole("alertdialog").count()).toBe(0);
  await page.getByRole("alert").getByRole("link", { name: "Go to your customers" }).click();
  await page.getByRole("heading", { level: 1, name: "Customers" }).waitFor();
  // A draft may wait for them.
  await page.goto(form);
  await page.getByLabel("What you offer").fill("A free pint.");
  await page.getByText("Later", { exact: true }).click();
  await page.getByRole("button", { name: "Keep the draft" }).click();
  await page.getByText("Draft", { exact: true }).waitFor();
});

test("a campaign that failed says why, in the service's words, and runs when it is tried again", async ({ openVisitor }) => {
  const page = await openVisitor({ isDark: true });
  await enterDemo(page, "a restaurant");
  await page.getByRole("link", { name: "Campaigns", exact: true }).click();
  const row = page.getByRole("list", { name: "Campaigns" }).getByRole("listitem").filter({ hasText: "Terrace opening" });
  await row.getByText("Failed", { exact: true }).waitFor();
  await row.getByRole("link").click();
  await page.getByRole("alert").getByText("the account has no way to pay").waitFor();
  await page.getByText("Not shown yet").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Start now" }).click();
  await page.getByText("Running", { exact: true }).waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
});
