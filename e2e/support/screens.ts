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
      await page.getByText("As a table").click();
    },
  },
  {
    name: "campaigns",
    async open(page, restaurantPath) {
      await page.goto(`${restaurantPath}/campaigns`);
      await page.getByText("All 6 campaigns").waitFor();
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
    name: "forbidden",
    async open(page) {
      await page.goto("/admin");
      await heading(page, "This road is closed to you");
    },
  },
  {
    name: "sessions",
    async open(page) {
      await page.goto("/sessions");
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
      await page.getByText("All 5 restaurants").waitFor();
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
