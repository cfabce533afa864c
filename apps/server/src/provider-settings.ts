import type { ProviderSettings } from "@causeway/providers";
import { z } from "zod";
import { list, parse, parsed, SettingError } from "./setting.ts";

type Given = Readonly<Record<string, string | undefined>>;

export const httpAddress = parsed((value) => {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new Error("must begin with https:// or http://");
  return value.replace(/\/+$/, "");
});

const smtpAddress = parsed((value) => {
  if (!URL.canParse(value) || !/^smtps?:$/.test(new URL(value).protocol)) {
    throw new Error("must be an address such as smtps://user:password@mail.example.com:465");
  }
  return value;
});

const Twilio = z.object({
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/, { error: "must be AC and 32 hexadecimal digits" }),
  TWILIO_AUTH_TOKEN: z.string(),
  TWILIO_FROM: z.string().regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/, {
    error: "must be a number such as +15550100001, or the id of a messaging service (MG…)",
  }),
  TWILIO_URL: httpAddress.optional(),
});

const Meta = z.object({
  META_ACCESS_TOKEN: z.string(),
  META_AD_ACCOUNT_ID: z
    .string()
    .regex(/^(act_)?\d+$/, { error: "must be the number of an ad account" })
    .transform((id) => id.replace("act_", "")),
  META_PAGE_ID: z.string().regex(/^\d+$/, { error: "must be the number of a page" }),
  META_COUNTRIES: parsed((value) => {
    const countries = list(value);
    if (countries.length === 0 || !countries.every((country) => /^[A-Z]{2}$/.test(country))) {
      throw new Error("must be countries such as US,CA");
    }
    return countries;
  }).optional(),
  META_URL: httpAddress.optional(),
});

const price = parsed((value) => {
  const [, input, output] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (input === undefined || output === undefined) {
    throw new Error("must be dollars per million tokens read and written, such as 0.28/0.42");
  }
  return { input: Number(input), output: Number(output) };
});

/** Dearer than most models are, so that a budget holds for whoever gives no price. */
const UNKNOWN_PRICE = { input: 3, output: 15 };

const Text = z.object({
  URL: httpAddress,
  MODEL: z.string().max(200),
  KEY: z.string().optional(),
  PRICE: price.default(UNKNOWN_PRICE),
});

const Mail = z.object({
  SMTP_URL: smtpAddress,
  MAIL_FROM: z
    .string()
    .max(300)
    .regex(/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
      error: "must be an address such as Causeway <no-reply@example.com>",
    }),
});

/** The group's settings, or null where none is set. A group of which only a part is set stops the start. */
export function group<TSchema extends z.ZodObject>(schema: TSchema, given: Given, prefix = ""): z.output<TSchema> | null {
  const names = Object.keys(schema.shape);
  if (names.every((name) => given[prefix + name] === undefined)) return null;
  const required = Object.entries(schema.shape).flatMap(([name, field]) => (z.safeParse(field, undefined).success ? [] : [name]));
  const missing = required.find((name) => given[prefix + name] === undefined);
  if (missing !== undefined) {
    const together = required.map((name) => prefix + name).join(", ");
    throw new SettingError(`${prefix}${missing}: is missing; ${together} are set together or not at all`);
  }
  const values = Object.fromEntries(names.map((name) => [name, given[prefix + name]]));
  return parse(schema, values, (name) => prefix + name);
}

function textProvider(given: Given, prefix: string): ProviderSettings["text"]["providers"] {
  const text = group(Text, given, prefix);
  if (text === null) return [];
  return [{ name: text.MODEL, baseUrl: text.URL, model: text.MODEL, apiKey: text.KEY ?? null, price: text.PRICE }];
}

const Budget = z.object({
  AI_BUDGET_USD: z.coerce.number({ error: "must be a number of dollars per month, 0 or more" }).min(0).max(1_000_000).default(10),
});

const CHAIN = ["AI_", "AI_FALLBACK_", "AI_FALLBACK_2_"];

/** The outside services that are set up. Throws `SettingError` for one of which a part is missing or wrong. */
export function readProviderSettings(given: Given): ProviderSettings {
  const twilio = group(Twilio, given);
  const meta = group(Meta, given);
  const mail = group(Mail, given);
  const { AI_BUDGET_USD: budget } = parse(Budget, { AI_BUDGET_USD: given["AI_BUDGET_USD"] }, (name) => name);
  return {
    sms: twilio && {
      accountSid: twilio.TWILIO_ACCOUNT_SID,
      authToken: twilio.TWILIO_AUTH_TOKEN,
      from: twilio.TWILIO_FROM,
      ...(twilio.TWILIO_URL === undefined ? {} : { baseUrl: twilio.TWILIO_URL }),
    },
    ads: meta && {
      accessToken: meta.META_ACCESS_TOKEN,
      adAccountId: meta.META_AD_ACCOUNT_ID,
      pageId: meta.META_PAGE_ID,
      ...(meta.META_COUNTRIES === undefined ? {} : { countries: meta.META_COUNTRIES }),
      ...(meta.META_URL === undefined ? {} : { baseUrl: meta.META_URL }),
    },
    text: { providers: CHAIN.flatMap((prefix) => textProvider(given, prefix)), budgetMicros: Math.round(budget * 1_000_000) },
    mail: mail && { url: mail.SMTP_URL, from: mail.MAIL_FROM },
  };
}
