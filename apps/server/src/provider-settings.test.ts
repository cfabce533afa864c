import { describe, expect, it } from "vitest";
import { readProviderSettings } from "./provider-settings.ts";

const TWILIO = { TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`, TWILIO_AUTH_TOKEN: "token", TWILIO_FROM: "+15550100001" };
const META = { META_ACCESS_TOKEN: "token", META_AD_ACCOUNT_ID: "act_123", META_PAGE_ID: "456" };
const AI = { AI_URL: "https://api.deepseek.com/v1/", AI_KEY: "key", AI_MODEL: "deepseek-chat", AI_PRICE: "0.28/0.42" };
const MAIL = { SMTP_URL: "smtps://user:password@mail.example.com", MAIL_FROM: "Causeway <no-reply@example.com>" };

describe("settings of outside services", () => {
  it("leave everything embedded unless told", () => {
    expect(readProviderSettings({})).toEqual({
      sms: null,
      ads: null,
      text: { providers: [], budgetMicros: 10_000_000 },
      mail: null,
    });
  });

  it("set up each service by itself", () => {
    const fallback = { AI_FALLBACK_URL: "http://localhost:11434/v1", AI_FALLBACK_MODEL: "llama" };
    expect(readProviderSettings({ ...TWILIO, ...META, ...AI, ...fallback, ...MAIL, AI_BUDGET_USD: "2.5" })).toEqual({
      sms: { accountSid: TWILIO.TWILIO_ACCOUNT_SID, authToken: "token", from: "+15550100001" },
      ads: { accessToken: "token", adAccountId: "123", pageId: "456" },
      text: {
        providers: [
          {
            name: "deepseek-chat",
            model: "deepseek-chat",
            baseUrl: "https://api.deepseek.com/v1",
            apiKey: "key",
            price: { input: 0.28, output: 0.42 },
          },
          {
            name: "llama",
            model: "llama",
            baseUrl: "http://localhost:11434/v1",
            apiKey: null,
            price: { input: 3, output: 15 },
          },
        ],
        budgetMicros: 2_500_000,
      },
      mail: { url: MAIL.SMTP_URL, from: MAIL.MAIL_FROM },
    });
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "half of Twilio",
      { TWILIO_AUTH_TOKEN: "token" },
      "TWILIO_ACCOUNT_SID: is missing; TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM are set",
    ],
    ["a sender that is no number", { ...TWILIO, TWILIO_FROM: "Luigi" }, "TWILIO_FROM: must be a number such as"],
    ["an account that is none", { ...TWILIO, TWILIO_ACCOUNT_SID: "SK1" }, "TWILIO_ACCOUNT_SID: must be AC"],
    ["half of Meta", { META_ACCESS_TOKEN: "token", META_PAGE_ID: "1" }, "META_AD_ACCOUNT_ID: is missing"],
    ["countries that are none", { ...META, META_COUNTRIES: "America" }, "META_COUNTRIES: must be countries such as"],
    ["a key without a service", { AI_KEY: "key" }, "AI_URL: is missing; AI_URL, AI_MODEL are set together"],
    ["a service without a model", { AI_FALLBACK_URL: "http://localhost/v1" }, "AI_FALLBACK_MODEL: is missing"],
    ["a price without its half", { ...AI, AI_PRICE: "0.28" }, "AI_PRICE: must be dollars per million tokens"],
    ["a budget that is no number", { AI_BUDGET_USD: "much" }, "AI_BUDGET_USD: must be a number of dollars"],
    ["a mail server without a sender", { SMTP_URL: MAIL.SMTP_URL }, "MAIL_FROM: is missing"],
    ["a mail server over HTTP", { ...MAIL, SMTP_URL: "https://mail.example.com" }, "SMTP_URL: must be an address such as smtps://"],
    ["a sender that is no address", { ...MAIL, MAIL_FROM: "Causeway" }, "MAIL_FROM: must be an address such as"],
    [
      "a sender with a line break",
      { ...MAIL, MAIL_FROM: "A\r\nBcc: eve@example.com <a@example.com>" },
      "MAIL_FROM: must be an address",
    ],
  ])("name what is wrong: %s", (_, given, message) => {
    expect(() => readProviderSettings(given)).toThrow(message);
    expect(() => readProviderSettings(given)).toThrow(/^[^\n]+$/);
  });
});
