import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";

export const PASSWORD = "low-tide-crossing";

export function newEmail(): string {
  return `${randomUUID()}@e2e.example`;
}

/** Signs up over the wire, for people a test only needs to be there. */
export async function signUp(
  url: string,
  { email = newEmail(), restaurant }: { email?: string; restaurant: string },
): Promise<string> {
  const answer = await fetch(`${url}/trpc/identity.signUp`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ json: { email, password: PASSWORD, restaurant: { name: restaurant }, delivery: "body" } }),
  });
  if (!answer.ok) throw new Error(`sign-up was answered with ${answer.status}: ${await answer.text()}`);
  return email;
}

/** Asks to be let in on the sign-in page; what comes then is the test's to see. */
export async function fillCredentials(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in and waits for the first screen. */
export async function signIn(page: Page, { email, password = PASSWORD }: { email: string; password?: string }): Promise<void> {
  await fillCredentials(page, { email, password });
  await page.waitForURL(/\/(restaurants|admin)/);
}

/** By the demo's buttons. */
export async function enterDemo(page: Page, who: "a restaurant" | "the administrator"): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: who }).click();
  await page.waitForURL(who === "a restaurant" ? /\/restaurants\// : /\/admin/);
}

/** Turns the second factor on with what an authenticator app would show; the backup codes are on the page then. */
export async function turnFactorOn(page: Page): Promise<void> {
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.getByRole("img", { name: "A QR code for the authenticator app" }).waitFor();
  const label = await page.getByRole("button", { name: /^Copy the secret/ }).getAttribute("aria-label");
  const secret = Secret.fromBase32(/secret (\S+)/.exec(label ?? "")?.[1] ?? "");
  await page.getByLabel("The code it shows").fill(new TOTP({ secret }).generate());
  await page.getByRole("dialog").getByRole("button", { name: "Turn it on" }).click();
  await page.getByRole("list", { name: "Backup codes" }).waitFor();
}
