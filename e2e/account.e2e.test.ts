import { expect } from "vitest";
import { readMailedLink } from "./support/mail.ts";
import { enterDemo, fillCredentials, PASSWORD, signIn, signUp, turnFactorOn } from "./support/people.ts";
import { test } from "./support/test.ts";

const NEW_PASSWORD = "samphire and sea lavender";

test("a second factor is set up with an app, asked for at the next sign-in, and replaced by a backup code once", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Thrift" });
  const page = await openVisitor();
  await signIn(page, { email });
  await turnFactorOn(page);
  const codes = page.getByRole("list", { name: "Backup codes" }).getByRole("listitem");
  await codes.nth(9).waitFor();
  expect(await codes.count()).toBe(10);
  const backup = await codes.first().innerText();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("10 backup codes are left.").waitFor();

  const elsewhere = await openVisitor({ isOnPhone: true, expectedStatuses: [403] });
  await fillCredentials(elsewhere, { email, password: PASSWORD });
  await elsewhere.getByRole("heading", { name: "Enter your code" }).waitFor();
  await elsewhere.getByLabel("Code").fill("000000");
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere
    .getByText(/not right/)
    .first()
    .waitFor();
  await elsewhere.getByLabel("Code").fill(backup);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.waitForURL(/\/restaurants/);
  await elsewhere.goto("/account/security");
  await elsewhere.getByText("9 backup codes are left.").waitFor();
});

test("a forgotten password is set anew by the link in the mail, which works once", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Eelgrass" });
  const page = await openVisitor({ expectedStatuses: [400] });
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "A new password" }).waitFor();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await page.getByRole("heading", { name: "Look into your mail" }).waitFor();

  const admin = await openVisitor();
  await enterDemo(admin, "the administrator");
  const link = await readMailedLink(admin, { recipient: email, subject: /^Read .*password/i, path: "/reset-password" });

  await page.goto(link);
  await page.getByLabel("New password").fill("password1234");
  await page.getByRole("button", { name: "Set it" }).click();
  await page
    .getByText(/common|guess/i)
    .first()
    .waitFor();
  expect(page.url()).not.toContain("token=");
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set it" }).click();
  await page.getByRole("heading", { name: "The password is set" }).waitFor();

  const again = await openVisitor({ expectedStatuses: [400] });
  await again.goto(link);
  await again.getByLabel("New password").fill("another good long one");
  await again.getByRole("button", { name: "Set it" }).click();
  await again.getByText(/not valid/).waitFor();
  await signIn(page, { email, password: NEW_PASSWORD });
});

test("five wrong passwords lock the account, and the lock says how long", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Sandwort" });
  const page = await openVisitor({ expectedStatuses: [429] });
  for (let attempt = 0; attempt < 6; attempt++) {
    await fillCredentials(page, { email, password: `wrong ${attempt}` });
    await page.getByRole("alert").waitFor();
  }
  await page
    .getByText(/minutes/)
    .first()
    .waitFor();
});

test("a key is made for a program after a proof of who is there, works, and is revoked", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Glasswort" });
  const page = await openVisitor({ expectedStatuses: [403] });
  await signIn(page, { email });
  await page.goto("/account/keys");
  await page.getByRole("button", { name: "New key" }).first().click();
  await page.getByLabel("What it is for").fill("The till");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByText("Choose what the key may do.").waitFor();
  await page.getByRole("group", { name: "What it may do" }).getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Make the key" }).click();
  const copy = page.getByRole("button", { name: /^Copy the key/ });
  await copy.waitFor();
  const key = (await copy.innerText()).trim();
  await page.getByRole("button", { name: "I have put it there" }).click();
  const call = async () => (await fetch(`${server.url}/v1/identity/me`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect([200, 403]).toContain(await call());

  await page.getByRole("button", { name: "Revoke The till" }).click();
  await page.getByRole("button", { name: "Revoke it" }).click();
  await page.getByText("Revoked", { exact: true }).waitFor();
  expect(await call()).toBe(401);
});

test("changing the password asks for the old one and signs every other browser out", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Marram End" });
  const [here, there] = [await openVisitor({ expectedStatuses: [400, 403] }), await openVisitor()];
  await signIn(here, { email });
  await signIn(there, { email });
  await here.goto("/account/security");
  await here.getByLabel("The one you have").fill("not the one I have");
  await here.getByLabel("The new one").fill(NEW_PASSWORD);
  await here.getByRole("button", { name: "Change the password" }).click();
  await here
    .getByText(/not right|wrong/i)
    .first()
    .waitFor();
  await here.getByLabel("The one you have").fill(PASSWORD);
  await here.getByRole("button", { name: "Change the password" }).click();
  await here.getByText("The password is changed").waitFor();
  await there.getByRole("link", { name: "Checklist" }).click();
  await there.getByText("Your session has ended.").waitFor();
});
