import { expect, test } from "vitest";
import { createEmbeddedSms } from "./embedded-sms.ts";
import { checksSmsProvider } from "./test/checks-sms-provider.ts";

const now = new Date("2026-03-02T09:30:00Z");

checksSmsProvider("the embedded outbox", async () => ({
  provider: createEmbeddedSms({ clock: () => now }),
  now,
  deliver() {},
  async [Symbol.asyncDispose]() {},
}));

test("what was sent can be read, and the oldest goes after ten thousand", async () => {
  const sms = createEmbeddedSms({ clock: () => now });
  for (let index = 0; index <= 10_000; index++) await sms.send({ to: "+15550100001", body: `message ${index}` });
  expect(sms.sent).toHaveLength(10_000);
  expect(sms.sent[0]).toMatchObject({ to: "+15550100001", body: "message 1", at: now });
});

test("a report outlives the process, as the id carries it", async () => {
  const { id } = await createEmbeddedSms().send({ to: "+15550100013", body: "Hello" });
  expect(await createEmbeddedSms().findReport(id)).toMatchObject({ status: "failed", errorCode: "30003" });
});
