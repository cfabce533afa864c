import type { Page } from "playwright-core";
import { enterDemo } from "./people.ts";

export interface Screen {
  name: string;
  /** Opens it and waits until its content is there. `restaurantPath` is the address of the user's restaurant, if they have one. */
  open(page: Page, restaurantPath: string): Promise<void>;
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

const SCREENS_OF_NOBODY: Screen[] = [
  {
    name: "sign in",
    async open(page) {
      await page.goto("/sign-in");
      await page.getByRole("heading", { name: "This is a demo" }).waitFor();
    },
  },
  {
    name: "forgotten password",
    async open(page) {
      await page.goto("/forgot-password");
      await page.getByRole("button", { name: "Mail me a link" }).waitFor();
    },
  },
  {
    name: "new password",
    async open(page) {
      await page.goto("/reset-password#token=none");
      await page.getByLabel("New password").waitFor();
    },
  },
  {
    name: "sign up with mistakes",
    async open(page) {
      await page.goto("/sign-up");
      await page.getByRole("button", { name: "Create the account" }).click();
      await page.getByText("Enter the restaurant's name.").waitFor();
    },
  },
];

const SCREENS_OF_A_RESTAURANT: Screen[] = [
  {
    name: "home",
    async open(page, restaurantPath) {
      await page.goto(restaurantPath);
      await page.locator(".recharts-area").first().waitFor();
      await page.getByRole("checkbox").first().waitFor();
      for (const table of await page.getByText("As a table").all()) await table.click();
    },
  },
  {
    name: "campaigns",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/campaigns`);
      await page.getByRole("list", { name: "Campaigns" }).waitFor();
    },
  },
  {
    name: "campaigns, none found",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/campaigns?status=draft&type=sms`);
      await page.getByText("No campaign is like that").waitFor();
    },
  },
  {
    name: "first steps",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/tasks`);
      await page.getByText("Live", { exact: true }).waitFor();
    },
  },
  {
    name: "checklist",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/checklist`);
      await page.getByRole("heading", { name: "Every season" }).waitFor();
    },
  },
  {
    name: "customers",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/contacts`);
      await heading(page, "Customers");
    },
  },
  {
    name: "new ad",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/campaigns/new?channel=ad`);
      await page.getByLabel("What it is about").fill("Crab sandwich");
      await page.getByLabel("What you offer").fill("Two for one");
      await page.getByRole("article", { name: "The ad" }).waitFor();
    },
  },
  {
    name: "new text message",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/campaigns/new?channel=sms`);
      await page.getByLabel("What you offer").fill("A free dessert.");
      await page.getByText("Goes to").waitFor();
    },
  },
  {
    name: "one ad",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/campaigns`);
      await page.getByRole("link", { name: "Oyster hour" }).click();
      await page.locator(".recharts-area").first().waitFor();
    },
  },
  {
    name: "profile",
    async open(page) {
      await page.goto("/account");
      await page.getByRole("button", { name: "Download my data" }).waitFor();
    },
  },
  {
    name: "security",
    async open(page) {
      await page.goto("/account/security");
      await page.getByRole("button", { name: "Turn it on" }).waitFor();
    },
  },
  {
    name: "new key",
    async open(page) {
      await page.goto("/account/keys");
      await page.getByRole("button", { name: "New key" }).first().click();
      await page.getByRole("group", { name: "What it may do" }).waitFor();
    },
  },
  {
    name: "forbidden",
    async open(page) {
      await page.goto("/admin");
      await heading(page, "This road is closed to you");
    },
  },
  {
    name: "sessions",
    async open(page) {
      await page.goto("/account/sessions");
      await page.getByText("This one").waitFor();
    },
  },
  {
    name: "not found",
    async open(page) {
      await page.goto("/no/such/page");
      await heading(page, "Nothing here but water");
    },
  },
];

const SCREENS_OF_AN_ADMINISTRATOR: Screen[] = [
  {
    name: "platform",
    async open(page) {
      await page.goto("/admin");
      await page.locator(".recharts-area").first().waitFor();
    },
  },
  {
    name: "restaurants",
    async open(page) {
      await page.goto("/admin/restaurants");
      await page.getByRole("rowheader").first().waitFor();
    },
  },
  {
    name: "checklist content",
    async open(page) {
      await page.goto("/admin/content");
      await page.getByRole("region", { name: "Reviews" }).waitFor();
    },
  },
  {
    name: "users",
    async open(page) {
      await page.goto("/admin/users");
      await page.getByRole("list", { name: "Users" }).waitFor();
    },
  },
  {
    name: "one user",
    async open(page) {
      await page.getByRole("link", { name: "mira@demo.example" }).click();
      await page.getByRole("button", { name: "Close the account" }).waitFor();
    },
  },
  {
    name: "a role",
    async open(page) {
      await page.goto("/admin/roles");
      await page.getByRole("button", { name: "Change restaurant" }).click();
      await page.getByRole("group", { name: "What it may do" }).waitFor();
    },
  },
  {
    name: "audit",
    async open(page) {
      await page.goto("/admin/audit");
      await page.getByRole("list", { name: "Events" }).waitFor();
    },
  },
  {
    name: "sign-ins",
    async open(page) {
      await page.goto("/admin/sign-ins");
      await page.getByRole("list", { name: "Tries to sign in" }).waitFor();
    },
  },
  {
    name: "jobs",
    async open(page) {
      await page.goto("/admin/jobs");
      await heading(page, "Jobs");
    },
  },
  {
    name: "mail",
    async open(page) {
      await page.goto("/admin/outbox");
      await heading(page, "Mail");
    },
  },
  {
    name: "crossing",
    async open(page) {
      await page.goto("/admin/crossing");
      await page.getByText("nothing was imported yet").waitFor();
      await page.getByText("No runs").waitFor();
    },
  },
  {
    name: "quarantine",
    async open(page) {
      await page.goto("/admin/crossing/quarantine");
      await page.getByText("Nothing waits").waitFor();
    },
  },
  {
    name: "rules",
    async open(page) {
      await page.goto("/admin/crossing/rules");
      await page.getByRole("list", { name: "Columns of users" }).waitFor();
    },
  },
  {
    name: "old tokens",
    async open(page) {
      await page.goto("/admin/crossing/tokens");
      await page.getByText("Not set up").waitFor();
    },
  },
  {
    name: "question before acting for somebody",
    async open(page) {
      await page.goto("/admin/restaurants");
      await page.getByRole("button", { name: "Act for the owner of Marram" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "acting for somebody",
    async open(page) {
      await page.getByRole("button", { name: "Act for them" }).click();
      await page.getByRole("region", { name: "Acting for somebody else" }).waitFor();
      await page.locator(".recharts-area").first().waitFor();
    },
  },
];

/** Every screen in turn, with somebody signed in who may see it. */
export async function forEachScreen(page: Page, visit: (screen: Screen) => Promise<void>): Promise<void> {
  const visitAll = async (screens: Screen[], restaurantPath = "") => {
    for (const screen of screens) {
      await screen.open(page, restaurantPath);
      await visit(screen);
    }
  };
  await visitAll(SCREENS_OF_NOBODY);
  await enterDemo(page, "a restaurant");
  await visitAll(SCREENS_OF_A_RESTAURANT, new URL(page.url()).pathname);
  await page.context().clearCookies();
  await enterDemo(page, "the administrator");
  await visitAll(SCREENS_OF_AN_ADMINISTRATOR);
}
