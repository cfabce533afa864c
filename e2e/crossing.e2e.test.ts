import { DatabaseSync } from "node:sqlite";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { importOldMomentum, operate } from "./support/old-momentum.ts";
import { enterDemo } from "./support/people.ts";
import { test as base } from "./support/test.ts";
import { violations } from "./support/violations.ts";

const test = base.override("environment", {
  DEMO: "1",
  RATE_LIMITS: "off",
  LOG_LEVEL: "silent",
  LEGACY_MOMENTUM_SECRET: "the key of the old server, of 32 characters and more",
  LEGACY_MOMENTUM_TOKENS_UNTIL: "2099-12-31",
});

const row = (page: Page, name: string) => page.getByRole("list", { name: "Rows in quarantine" }).getByRole("link", { name });

test("the quarantine is run down to zero: corrected, left out, taken back, retried and decided at once", async ({
  server,
  openVisitor,
}) => {
  const admin = await openVisitor({ expectedStatuses: [400] });
  await enterDemo(admin, "the administrator");
  await admin.getByRole("link", { name: "Crossing", exact: true }).click();
  await admin.getByText("nothing was imported yet").waitFor();
  // The page was there first, and sees what comes.
  await using old = await importOldMomentum(server);
  await admin.getByText("4 imported, 2 in quarantine").first().waitFor();
  await admin.getByText("No differences").first().waitFor();
  expect(await violations(admin)).toEqual([]);

  await admin.getByRole("link", { name: "Decide about the quarantine" }).click();
  await row(admin, "sessions of nobody").waitFor();
  await admin.getByRole("combobox", { name: "Reason" }).click();
  await admin.getByRole("option", { name: "password hash cost" }).click();
  await row(admin, "sessions of nobody").waitFor({ state: "detached" });
  expect(await violations(admin)).toEqual([]);

  await row(admin, "users 71").click();
  await admin.getByText("Set the hash to NULL and retry").waitFor();
  await admin.getByText("hidden, 60 bytes").waitFor();
  await admin.getByRole("button", { name: "Set to NULL: password_hash" }).click();
  await admin.getByRole("button", { name: "Correct role" }).click();
  await admin.getByLabel("role should be").fill("king");
  await admin.getByRole("button", { name: "Import with 2 corrections" }).click();
  await admin.getByText("role takes one of restaurant, admin.").waitFor();
  expect(await violations(admin)).toEqual([]);
  await admin.getByLabel("role should be").fill("admin");
  await admin.getByLabel("role should be").press("Enter");
  await admin.getByText("users 71 is imported").waitFor();

  await row(admin, "users 72").click();
  await admin.getByRole("button", { name: "Leave it out" }).click();
  await admin.getByRole("button", { name: "Leave out", exact: true }).click();
  await admin.getByText("Say in a few words why.").waitFor();
  await admin.getByLabel("Why").fill("a test account");
  await admin.getByRole("button", { name: "Leave out", exact: true }).click();
  await admin.getByRole("button", { name: "Undo" }).click();
  await row(admin, "users 72").waitFor();

  await admin.getByRole("button", { name: "Retry 4 rows" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Retry" }).click();
  await admin.getByText("1 row imported").waitFor();
  await admin.getByRole("button", { name: "Leave 3 rows out" }).click();
  await admin.getByLabel("Why").fill("nobody needs them");
  await admin.getByRole("button", { name: "Leave out", exact: true }).click();
  await admin.getByText("Nothing waits").waitFor();

  await admin.getByRole("combobox", { name: "State" }).click();
  await admin.getByRole("option", { name: "left out" }).click();
  await row(admin, "users 72").click();
  await admin.getByText("Left out: nobody needs them").waitFor();
  await admin.getByRole("button", { name: "Take it back" }).click();
  await admin.getByText("The row waits again").waitFor();
  await admin.getByRole("button", { name: "Retry as it is" }).click();
  await admin.getByRole("alert").getByText("The row stays").waitFor();
  await operate(server, "verify", "momentum", "--from", old.source);
});

test("the quarantine is reached and used by keyboard, and fits a phone", async ({ server, openVisitor }) => {
  await using _ = await importOldMomentum(server);
  const admin = await openVisitor();
  await enterDemo(admin, "the administrator");
  await admin.getByRole("heading", { level: 1, name: "Platform" }).waitFor();
  await admin.keyboard.press("g");
  await admin.keyboard.press("q");
  await row(admin, "users 72").focus();
  await admin.keyboard.press("Enter");
  const correct = admin.getByRole("button", { name: "Correct email" });
  await correct.focus();
  await admin.keyboard.press("Enter");
  await admin.keyboard.type("somebody@example.com");
  expect(await admin.getByLabel("email should be").inputValue()).toContain("somebody@example.com");

  const phone = await openVisitor({ isOnPhone: true, isDark: true });
  await enterDemo(phone, "the administrator");
  for (const path of ["/admin/crossing", "/admin/crossing/quarantine"]) {
    await phone.goto(path);
    await phone.getByRole("main").getByRole("listitem").filter({ hasText: "users" }).first().waitFor();
    expect(await violations(phone), path).toEqual([]);
  }
  await row(phone, "users 72").click();
  await phone.getByRole("list", { name: "Columns" }).waitFor();
  expect(await violations(phone)).toEqual([]);
});

test("runs of both kinds are listed with their tables, and the rules they went by", async ({ server, openVisitor }) => {
  await using _ = await importOldMomentum(server);
  const admin = await openVisitor();
  await enterDemo(admin, "the administrator");
  await admin.goto("/admin/crossing");
  const runs = admin.getByRole("list", { name: "Runs" });
  await runs.locator("summary").first().click();
  await runs.getByRole("list", { name: "Tables of momentum" }).getByText("checklist_items").waitFor();
  await admin.getByRole("combobox", { name: "Show" }).click();
  await admin.getByRole("option", { name: "verifications" }).click();
  await runs.locator("summary").first().click();
  await runs
    .getByText(/held, .* in quarantine, 0 differences/)
    .first()
    .waitFor();
  await admin.getByRole("link", { name: "Rules" }).first().click();
  await admin.getByRole("list", { name: "Columns of users" }).getByText("one of restaurant, admin").waitFor();
});

test("a window for old tokens shows who still comes, by day and as a table", async ({ server, openVisitor }) => {
  const database = new DatabaseSync(server.databaseFile);
  const use = database.prepare(
    "insert into legacy_token_use (system, kind, result, day, count) values ('momentum', 'jwt', ?, ?, ?)",
  );
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  for (const [result, ago, count] of [
    ["accepted", 0, 12],
    ["exchanged", 3, 4],
    ["closed", 4, 2],
    ["refused", 5, 7],
  ] as const)
    use.run(result, day(ago), count);
  database.close();
  const admin = await openVisitor();
  await enterDemo(admin, "the administrator");
  await admin.getByRole("link", { name: "Old tokens" }).click();
  await admin.getByText(/Open until .*31 Dec.* days left/).waitFor();
  await admin.getByText("Old tokens still come today.").waitFor();
  await admin.locator(".recharts-area").first().waitFor();
  await admin.getByText("As a table").click();
  await admin.getByRole("row").filter({ hasText: "12" }).first().waitFor();
  expect(await violations(admin)).toEqual([]);
});
