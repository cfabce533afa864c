import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createSmtpMail, type SmtpOptions } from "./smtp-mail.ts";
import { checksMailProvider, MAIL } from "./test/checks-mail-provider.ts";
import { SMTP_PASSWORD, type SmtpTrouble, startFakeSmtp } from "./test/fake-smtp.ts";

function open(url: string, options: Partial<SmtpOptions> = {}) {
  const mail = createSmtpMail({ url, from: "Causeway <no-reply@causeway.example>", ...options });
  onTestFinished(() => mail.close());
  return mail;
}

checksMailProvider("SMTP", async () => {
  const fake = await startFakeSmtp();
  return {
    provider: open(fake.url),
    arrived() {
      const byId = new Map(fake.mails.map((mail) => [mail.headers["message-id"], mail]));
      return [...byId.values()].map(({ recipients, headers, parts }) => ({
        to: recipients.join(" "),
        subject: headers["subject"] ?? "",
        text: parts["text/plain"] ?? "",
        html: parts["text/html"] ?? "",
      }));
    },
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
});

test("a mail names its sender, is known by its key and says that a machine wrote it", async () => {
  await using fake = await startFakeSmtp();
  await open(fake.url).send(MAIL);
  expect(fake.mails[0]).toMatchObject({
    from: "no-reply@causeway.example",
    recipients: ["anna@example.com"],
    headers: {
      from: "Causeway <no-reply@causeway.example>",
      to: "anna@example.com",
      "message-id": `<${MAIL.key}@causeway.example>`,
      "auto-submitted": "auto-generated",
    },
  });
});

test("one connection serves several mails", async () => {
  await using fake = await startFakeSmtp();
  const smtp = open(fake.url);
  for (let index = 0; index < 3; index++) await smtp.send({ ...MAIL, key: `key-${index}` });
  expect(fake.mails).toHaveLength(3);
  expect(fake.commands.filter((line) => line.startsWith("EHLO"))).toHaveLength(1);
});

test.each<[SmtpTrouble, string, string | null]>([
  ["busy", "unavailable", "451"],
  ["no-such-sender", "unavailable", "550"],
  ["no-such-person", "refused", "550"],
  ["hang-up-after-data", "timeout", null],
  ["silence-after-data", "timeout", null],
  ["silence", "unavailable", null],
])("%s is a failure of the kind %s", async (trouble, failure, code) => {
  await using fake = await startFakeSmtp();
  fake.trouble = trouble;
  const timeoutMs = trouble.startsWith("silence") ? 600 : 60_000;
  const error: unknown = await open(fake.url, { timeoutMs })
    .send(MAIL)
    .catch((fault: unknown) => fault);
  expect(error).toMatchObject({ name: "ProviderError", failure, ...(code === null ? {} : { code }) });
  const shown = inspect(error, { depth: 10, showHidden: true });
  for (const secret of [SMTP_PASSWORD, encodeURIComponent(SMTP_PASSWORD), "anna@example.com", "5 € off"]) {
    expect(shown).not.toContain(secret);
  }
});

test("a password that is not accepted is the operator's to mend: the mail is not lost for it", async () => {
  await using fake = await startFakeSmtp();
  const url = fake.url.replace(/:[^:@]*@/, ":wrong@");
  await expect(open(url).send(MAIL)).rejects.toMatchObject({ failure: "unavailable", code: "535", mayBeDone: false });
});

test("a password is not sent over a network without TLS", async () => {
  await using fake = await startFakeSmtp();
  // The same address in a spelling that does not say so.
  const url = fake.url.replace("127.0.0.1", "127.1");
  await expect(open(url).send(MAIL)).rejects.toMatchObject({ failure: "unavailable", mayBeDone: false });
  expect(fake.commands.some((line) => line.startsWith("AUTH"))).toBe(false);
});

test("a server that nobody runs is unavailable", async () => {
  const fake = await startFakeSmtp();
  await fake[Symbol.asyncDispose]();
  await expect(open(fake.url).send(MAIL)).rejects.toMatchObject({ failure: "unavailable", code: "ECONNREFUSED", mayBeDone: false });
});

test("a caller that gives up gets its own reason, at once", async () => {
  await using fake = await startFakeSmtp();
  fake.trouble = "silence-after-data";
  const aborter = new AbortController();
  const sending = open(fake.url).send(MAIL, aborter.signal);
  const reason = new Error("given up");
  while (fake.mails.length === 0) await new Promise((resolve) => void setImmediate(resolve));
  aborter.abort(reason);
  await expect(sending).rejects.toBe(reason);
});
