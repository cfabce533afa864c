import type { AdsProvider } from "./ads/ads.ts";
import type { TextWriter } from "./ai/ai.ts";
import type { MailProvider } from "./mail/mail.ts";
import type { SmsProvider } from "./sms/sms.ts";
import type { FileStorage } from "./storage/storage.ts";

/** The outside services of one process. */
export interface Providers {
  sms: SmsProvider;
  ads: AdsProvider;
  text: TextWriter;
  mail: MailProvider;
  storage: FileStorage;
}
