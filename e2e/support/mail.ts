import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Reads the newest mail of that subject in the console's outbox, as an administrator; gives the link in it that leads to `path`. */
export async function readMailedLink(
  admin: Page,
  { recipient, subject, path }: { recipient: string; subject: RegExp; path: string },
): Promise<string> {
  await admin.goto(`/admin/outbox?search=${encodeURIComponent(recipient)}`);
  await admin.getByRole("button", { name: subject }).first().click();
  await admin.getByText("As plain text").click();
  const text = await admin.locator("dialog pre, [role=dialog] pre").innerText();
  const link = new RegExp(String.raw`http\S+${path}#token=\S+`).exec(text)?.[0] ?? "";
  expect(link, text).not.toBe("");
  return link;
}
