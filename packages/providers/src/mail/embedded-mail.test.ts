import { expect, test } from "vitest";
import { createEmbeddedMail } from "./embedded-mail.ts";
import { checksMailProvider, MAIL } from "./test/checks-mail-provider.ts";

checksMailProvider("the embedded outbox", async () => {
  const provider = createEmbeddedMail();
  return { provider, arrived: () => provider.sent.map(({ key: _, ...mail }) => mail), async [Symbol.asyncDispose]() {} };
});

test("the oldest mail goes after a thousand", async () => {
  const mail = createEmbeddedMail();
  for (let index = 0; index <= 1000; index++) await mail.send({ ...MAIL, key: `key-${index}` });
  expect(mail.sent).toHaveLength(1000);
  expect(mail.sent[0]?.key).toBe("key-1");
});
