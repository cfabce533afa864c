import type { Page } from "playwright-core";

/** Reads the newest mail of that subject in the console's outbox, as an administrator; gives the link in it that leads to `path`. */
export async function readMailedLink(
  admin: Page,
  { recipient, subject, path }: { recipient: string; subject: RegExp; path: string },
): Promise<string> {
  await admin.goto(`/admin/outbox?search=${encodeURIComponent(recipient)}`);
  await admin.getByRole("button", { name: subject }).first().click();
  await admin.getByText("As plain text").click();
  const link = new RegExp(String.raw`http\S+${path}#token=\S+`);
  // A mail that is still waiting shows its link once it is sent.
  const body = admin.locator("dialog pre, [role=dialog] pre").filter({ hasText: link });
  return link.exec(await body.innerText())?.[0] ?? "";
}
