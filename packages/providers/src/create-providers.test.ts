import { expect, test } from "vitest";
import { z } from "zod";
import { NEW_AD } from "./ads/test/checks-ads-provider.ts";
import { ACCESS_TOKEN, AD_ACCOUNT_ID, PAGE_ID, startFakeMeta } from "./ads/test/fake-meta.ts";
import { createMemorySpending } from "./ai/spending.ts";
import { API_KEY, startFakeOpenAi } from "./ai/test/fake-openai.ts";
import { createProviders, type ProviderSettings } from "./create-providers.ts";
import { createEmbeddedProviders } from "./embedded-providers.ts";
import { MAIL } from "./mail/test/checks-mail-provider.ts";
import { startFakeSmtp } from "./mail/test/fake-smtp.ts";
import { ACCOUNT_SID, AUTH_TOKEN, startFakeTwilio } from "./sms/test/fake-twilio.ts";

const { storage } = createEmbeddedProviders();
const NOTHING: ProviderSettings = { sms: null, ads: null, text: { providers: [], budgetMicros: 0 }, mail: null };
const text = { instructions: "Write.", facts: { offer: "Soup" }, answer: z.object({ text: z.string().max(100) }) };

test("what is not set up is embedded", async () => {
  using providers = createProviders(NOTHING, { storage, spending: createMemorySpending() });
  expect([providers.sms.name, providers.ads.name, providers.mail.name]).toEqual(["embedded", "embedded", "embedded"]);
  expect(await providers.text.write(text)).toMatchObject({ writtenBy: "embedded" });
});

test("what is set up is asked, each at its own address", async () => {
  await using stack = new AsyncDisposableStack();
  const twilio = stack.use(await startFakeTwilio());
  const meta = stack.use(await startFakeMeta());
  const ai = stack.use(await startFakeOpenAi());
  const smtp = stack.use(await startFakeSmtp());
  const small = { name: "small", baseUrl: `${ai.url}/v1`, apiKey: API_KEY, model: "small-model", price: { input: 1, output: 5 } };
  const spending = createMemorySpending();
  using providers = createProviders(
    {
      sms: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: "+15550199999", baseUrl: twilio.url },
      ads: { accessToken: ACCESS_TOKEN, adAccountId: AD_ACCOUNT_ID, pageId: PAGE_ID, baseUrl: meta.url },
      text: { providers: [{ ...small, name: "gone", model: "gone" }, small], budgetMicros: 1_000_000 },
      mail: { url: smtp.url, from: "no-reply@causeway.example" },
    },
    { storage, spending, clock: () => new Date("2026-03-02T09:30:00Z") },
  );
  await providers.sms.send({ to: "+15550100001", body: "Hello" });
  await providers.ads.create(NEW_AD);
  await providers.mail.send(MAIL);
  expect(await providers.text.write(text)).toMatchObject({ writtenBy: "small" });
  expect([twilio.messages.length, meta.objects.length, smtp.mails.length]).toEqual([1, 4, 1]);
  expect(await spending.add("2026-03", 0)).toBe(200 + 40 * 5);
});
