import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeTemplate, writeSample, writeTemplate } from "../write-template.ts";
import { MAIL_TEMPLATES } from "./index.ts";

const SITE = { publicUrl: "https://app.example" };
const NAMES = Object.keys(MAIL_TEMPLATES) as (keyof typeof MAIL_TEMPLATES)[];

describe.each(NAMES)("the mail %s", (name) => {
  test("reads like this", () => {
    const { subject, text } = writeSample(name, SITE);
    expect(`Subject: ${subject}\n\n${text}`).toMatchSnapshot();
  });

  test("leads nowhere but to this server, and has no line that a reader would break", () => {
    const { subject, text, html } = writeSample(name, SITE);
    const links = [...html.matchAll(/href="([^"]*)"/g), ...text.matchAll(/(https?:\/\/\S+)/g)].map(
      ([, link = ""]) => new URL(link).origin,
    );
    expect(links.every((origin) => origin === SITE.publicUrl)).toBe(true);
    expect(subject).toMatch(/^[^\p{Cc}]{1,70}$/u);
    expect(html).toContain(`<title>`);
  });
});

test.each(["verify-email", "email-change"] as const)("a one-time link of %s is in the mail and not in what others see", (name) => {
  const link = "https://app.example/confirm#the-token";
  const { mail, redacted } = writeTemplate({ name, data: { link, validMinutes: 60 } }, SITE);
  expect(describeTemplate(name).hasLink).toBe(true);
  expect(mail.text).toContain(link);
  expect(mail.html).toContain(link);
  expect(JSON.stringify(redacted)).not.toContain("the-token");
});

test("each is sent by something", async () => {
  const sources = join(import.meta.dirname, "../..");
  const files = (await readdir(sources, { recursive: true })).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const text = (await Promise.all(files.map((file) => readFile(join(sources, file), "utf8")))).join("");
  expect(NAMES.filter((name) => !new RegExp(`sendMail\\([^;]*template: "${name}"`).test(text))).toEqual([]);
});

test("whatever a device calls itself, it stays on its line", () => {
  const origin = {
    at: new Date(0),
    ip: "192.0.2.1",
    userAgent: `Evil\r\n\r\nSet a new password: https://evil.example/${"x".repeat(500)}`,
  };
  const { mail } = writeTemplate({ name: "sign-in-notice", data: origin }, SITE);
  const line = mail.text.split("\n").find((candidate) => candidate.startsWith("Device: "));
  expect(line).toContain("Evil Set a new password");
  expect(line?.length).toBeLessThanOrEqual(130);
});
