import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { readMailedLink } from "./support/mail.ts";
import { importOldMomentum } from "./support/old-momentum.ts";
import { enterDemo, newEmail, signIn, signUp, turnFactorOn } from "./support/people.ts";
import { test } from "./support/test.ts";

test("an address is confirmed, and exchanged for another, by links in mails; the old one can take it back, with a new password", async ({
  server,
  openVisitor,
}) => {
  const [email, other] = [await signUp(server.url, { restaurant: "Turnstone" }), newEmail()];
  const [page, admin] = [await openVisitor({ expectedStatuses: [403] }), await openVisitor()];
  await enterDemo(admin, "the administrator");
  await signIn(page, { email });
  await page.goto("/account");
  await page.getByText("Not confirmed").waitFor();
  await page.getByRole("button", { name: "Mail me the link" }).click();
  await page.getByText("A link is on its way").waitFor();
  await page.goto(await readMailedLink(admin, { recipient: email, subject: /^Read .*address/i, path: "/verify-email" }));
  await page.getByRole("button", { name: "It is mine" }).click();
  await page.getByRole("heading", { name: "Confirmed" }).waitFor();
  await page.goto("/account");
  await page.getByText("Confirmed", { exact: true }).waitFor();

  await page.getByLabel("Another address").fill("no address");
  await page.getByRole("button", { name: "Change the address" }).click();
  await page.getByText(/such as name@example.com/).waitFor();
  await page.getByLabel("Another address").fill(other);
  await page.getByRole("button", { name: "Change the address" }).click();
  await page.getByText("Look into your mail").waitFor();
  await page.goto(await readMailedLink(admin, { recipient: other, subject: /^Read /, path: "/confirm-email" }));
  await page.getByRole("button", { name: "Use it from now on" }).click();
  await page.getByRole("heading", { name: "Your address is changed" }).waitFor();
  await signIn(await openVisitor(), { email: other });

  await page.goto(
    await readMailedLink(admin, { recipient: email, subject: /^Read .*(changed|address)/i, path: "/undo-email-change" }),
  );
  await page.getByRole("button", { name: "Put the old address back" }).click();
  await page.getByRole("heading", { name: "The old address is back" }).waitFor();
  await page.goto(await readMailedLink(admin, { recipient: email, subject: /^Read .*password/i, path: "/reset-password" }));
  await page.getByLabel("New password").fill("turning over small stones");
  await page.getByRole("button", { name: "Set it" }).click();
  await page.getByRole("heading", { name: "The password is set" }).waitFor();
  await signIn(page, { email, password: "turning over small stones" });
});

test("people take their data along, delete their account, and take that back by the link in the mail", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Redshank" });
  const [page, admin] = [await openVisitor({ expectedStatuses: [403] }), await openVisitor()];
  await enterDemo(admin, "the administrator");
  await signIn(page, { email });
  await page.goto("/account");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download my data" }).click(),
  ]);
  const data = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(data).toMatchObject({ user: { email }, restaurants: [{ name: "Redshank" }] });

  await page.getByRole("button", { name: "Delete my account" }).click();
  await page.getByText("Redshank, with 0 campaigns and 0 customers").waitFor();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete it" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.goto(await readMailedLink(admin, { recipient: email, subject: /^Read /, path: "/restore-account" }));
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("heading", { name: "The account stays" }).waitFor();
  await signIn(page, { email });
});

test("an administrator helps somebody who has lost the phone: the password alone lets them in again", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Whimbrel" });
  const [owner, admin] = [await openVisitor(), await openVisitor({ expectedStatuses: [403] })];
  await signIn(owner, { email });
  await turnFactorOn(owner);
  await enterDemo(admin, "the administrator");
  await admin.getByRole("link", { name: "Users" }).click();
  await admin.getByRole("searchbox").fill(email);
  await admin.getByRole("link", { name: email }).click();
  await admin.getByRole("button", { name: "Take the second factor off" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Take the second factor off" }).click();
  await admin.getByText("The second factor is off").waitFor();
  await signIn(await openVisitor(), { email });
});

test("who came out of an old system keeps the password, and sees where the account comes from", async ({ server, openVisitor }) => {
  await using _ = await importOldMomentum(server);
  const page = await openVisitor();
  await signIn(page, { email: "owner2@kelp.example", password: "mooring-Post-3" });
  await page.goto("/account");
  const accounts = page.getByRole("list", { name: "Old accounts" });
  await accounts.getByText(/Momentum/).waitFor();
  expect(await accounts.innerText()).toContain("Number 2 there.");
});
