import { enterDemo, signIn, signUp } from "./support/people.ts";
import { test } from "./support/test.ts";

test("closing an account ends its sessions at once, stands in the audit log, and can be taken back", async ({
  server,
  openVisitor,
}) => {
  const email = await signUp(server.url, { restaurant: "Knot" });
  const owner = await openVisitor({ expectedStatuses: [403] });
  await signIn(owner, { email });
  const admin = await openVisitor({ expectedStatuses: [403] });
  await enterDemo(admin, "the administrator");
  await admin.getByRole("link", { name: "Users" }).click();
  await admin.getByRole("searchbox").fill(email);
  await admin.getByRole("link", { name: email }).click();
  await admin.getByRole("button", { name: "Close the account" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Close the account" }).click();
  await admin.getByText("The account is closed").waitFor();
  await owner.getByRole("link", { name: "Checklist" }).click();
  await owner.getByText("Your session has ended.").waitFor();

  await admin.getByRole("link", { name: "What happened to it" }).click();
  await admin.getByRole("list", { name: "Events" }).getByText("user.disable").waitFor();
  await admin.goBack();
  await admin.getByRole("button", { name: "Open the account again" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Open the account again" }).click();
  await admin.getByText("The account is open").waitFor();
  await signIn(owner, { email });
});

test("a role is made and takes effect with the next request", async ({ server, openVisitor }) => {
  const email = await signUp(server.url, { restaurant: "Dunlin" });
  const admin = await openVisitor({ expectedStatuses: [403] });
  await enterDemo(admin, "the administrator");
  await admin.getByRole("link", { name: "Roles" }).click();
  await admin.getByRole("button", { name: "New role" }).click();
  await admin.getByLabel("Name").fill("Not A Key");
  await admin.getByRole("button", { name: "Make the role" }).click();
  await admin.getByText("Use lower-case letters, digits and hyphens, such as shift-lead.").waitFor();
  await admin.getByLabel("Name").fill("onlooker");
  await admin.getByRole("group", { name: "What it may do" }).getByRole("checkbox", { name: "read", exact: true }).first().check();
  await admin.getByRole("button", { name: "Make the role" }).click();
  await admin.getByRole("list", { name: "Roles" }).getByText("onlooker").waitFor();

  const owner = await openVisitor({ expectedStatuses: [403] });
  await signIn(owner, { email });
  await owner.getByRole("link", { name: "Customers" }).waitFor();
  await admin.goto("/admin/users");
  await admin.getByRole("searchbox").fill(email);
  await admin.getByRole("link", { name: email }).click();
  await admin.getByRole("combobox", { name: "Role" }).click();
  await admin.getByRole("option", { name: "onlooker" }).click();
  await admin.getByText("Now onlooker").waitFor();
  await owner.reload();
  await owner.getByRole("link", { name: "Customers" }).waitFor({ state: "detached" });
});

test("jobs, mail and sign-ins can be looked through", async ({ openVisitor }) => {
  const admin = await openVisitor();
  await enterDemo(admin, "the administrator");
  await admin.getByRole("link", { name: "Sign-ins" }).click();
  await admin.getByRole("list", { name: "Tries to sign in" }).getByText("admin@demo.example").first().waitFor();
  await admin.getByRole("link", { name: "Mail" }).click();
  await admin.getByRole("combobox", { name: "Preview a kind" }).click();
  await admin.getByRole("option").nth(1).click();
  await admin.getByTitle("The mail").waitFor();
  await admin.keyboard.press("Escape");
  await admin.getByRole("link", { name: "Jobs" }).click();
  await admin.getByRole("heading", { level: 1, name: "Jobs" }).waitFor();
});
