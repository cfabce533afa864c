import { expect } from "vitest";
import { signIn, signUp } from "./support/people.ts";
import { test } from "./support/test.ts";

test("a session ended in one browser signs the other out, which goes on where it was after signing in", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Thrift" });
  const [here, there] = [await openVisitor(), await openVisitor({ isOnPhone: true })];
  await signIn(there, { email });
  await there.getByRole("link", { name: "Checklist" }).click();
  await there.getByRole("heading", { name: "Foundation" }).waitFor();

  await signIn(here, { email });
  await here.goto("/account/sessions");
  // Signing up has left one as well.
  await here.getByText("All 3 sessions").waitFor();
  const other = here.getByRole("listitem").filter({ hasNotText: "This one" }).filter({ hasText: "Chrome" });
  expect(await other.count()).toBe(1);
  await other.getByRole("button", { name: /^End the session of/ }).click();
  await here.getByText("All 2 sessions").waitFor();

  await there.getByRole("link", { name: "Campaigns" }).click();
  await there.getByText("Your session has ended.").waitFor();
  await there.getByLabel("E-mail").fill(email);
  await there.getByLabel("Password", { exact: true }).fill("low-tide-crossing");
  await there.getByRole("button", { name: "Sign in" }).click();
  await there.getByRole("heading", { level: 1, name: "Campaigns" }).waitFor();

  await here.reload();
  await here.getByRole("button", { name: "End all others" }).click();
  await here.getByRole("alertdialog").getByRole("button", { name: "End all others" }).click();
  await here.getByText("2 other sessions ended").waitFor();
  await there.getByRole("link", { name: "Checklist" }).click();
  await there.getByText("Your session has ended.").waitFor();
});

test("the tabs of one browser change together", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Sea Lavender" });
  const first = await openVisitor();
  const second = await first.context().newPage();
  await second.goto("/sign-in");
  await first.bringToFront();
  await signIn(first, { email });
  await second.getByRole("heading", { level: 1, name: "Sea Lavender" }).waitFor();

  await second.bringToFront();
  await second.getByRole("button", { name: /^Account of/ }).click();
  await second.getByRole("menuitem", { name: "Sign out" }).click();
  await first.getByRole("heading", { name: "Sign in" }).waitFor();
});
