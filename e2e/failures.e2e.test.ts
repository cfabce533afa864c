import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished } from "vitest";
import { enterDemo } from "./support/people.ts";
import { test } from "./support/test.ts";

test("while the server is away the page says so, and comes back by itself", async ({ server, openVisitor }) => {
  const page = await openVisitor({ losesServer: true });
  await enterDemo(page, "a restaurant");
  await page.getByRole("link", { name: "Campaigns", exact: true }).click();
  await page.getByText("All 9 campaigns").waitFor();
  onTestFinished(() => server.start());
  await server.stop();
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Paused" }).click();
  await page.getByText("Could not load the campaigns").waitFor();
  const notice = page.getByText("The server does not answer right now.");
  await notice.waitFor();
  await server.start();
  await page.getByText("1 campaign", { exact: true }).waitFor();
  await page.getByText("Quiz night reminder").waitFor();
  await notice.waitFor({ state: "detached" });
});

test("a screen whose code cannot be fetched appears once the server is back", async ({ openVisitor }) => {
  const page = await openVisitor({ losesServer: true });
  await enterDemo(page, "a restaurant");
  const away = /\/(trpc|readyz|assets)/;
  await page.route(away, (route) => route.abort());
  await page.getByRole("link", { name: "Checklist" }).click();
  await page.getByRole("heading", { name: "The tide is in" }).waitFor();
  await page.unroute(away);
  await page.getByRole("heading", { name: "Foundation" }).waitFor();
});

test("a page opened while the server is away finds its way once it is back", async ({ openVisitor }) => {
  const page = await openVisitor({ losesServer: true });
  const away = /\/(trpc|readyz)/;
  await page.route(away, (route) => route.abort());
  await page.goto("/");
  await page.getByRole("heading", { name: "The tide is in" }).waitFor();
  await page.unroute(away);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("without a network the page keeps what it shows and says that it may be old", async ({ openVisitor }) => {
  const page = await openVisitor({ losesServer: true });
  await enterDemo(page, "a restaurant");
  await page.getByText("Running now").waitFor();
  await page.context().setOffline(true);
  await page.getByText("You are offline.").waitFor();
  expect(await page.getByRole("heading", { level: 1, name: "The Salt Road" }).count()).toBe(1);
  await page.context().setOffline(false);
  await page.getByText("You are offline.").waitFor({ state: "detached" });
});

test("a failure on the server's side shows the request's id and another try", async ({ server, openVisitor }) => {
  const page = await openVisitor({ expectedStatuses: [500] });
  await enterDemo(page, "a restaurant");
  const database = new DatabaseSync(server.databaseFile);
  database.exec("alter table campaign rename to campaign_away");
  await page.getByRole("link", { name: "Campaigns", exact: true }).click();
  await page.getByText("Could not load the campaigns").waitFor();
  const id = await page.getByRole("button", { name: /^Copy the request id/ }).innerText();
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  database.exec("alter table campaign_away rename to campaign");
  database.close();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("All 9 campaigns").waitFor();
});

test("a tick that the server refuses is taken back, with the reason", async ({ server, openVisitor }) => {
  const page = await openVisitor({ expectedStatuses: [500] });
  await enterDemo(page, "a restaurant");
  await page.getByRole("link", { name: "First steps", exact: true }).click();
  await page.getByText("Live", { exact: true }).waitFor();
  const database = new DatabaseSync(server.databaseFile);
  database.exec("alter table audit_event rename to audit_event_away");
  await page.getByRole("checkbox").first().click();
  await page.getByText("That did not work").first().waitFor();
  await page.getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
  await page.getByRole("checkbox", { checked: false }).first().waitFor();
  expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(0);
  database.exec("alter table audit_event_away rename to audit_event");
  database.close();
});
