import { createEmbeddedAds } from "./ads/embedded-ads.ts";
import { createMetaAds, type MetaOptions } from "./ads/meta/meta-ads.ts";
import { createEmbeddedText } from "./ai/embedded-text.ts";
import { createOpenAiText, type OpenAiTextOptions } from "./ai/openai/openai-text.ts";
import type { Spending } from "./ai/spending.ts";
import { type ChainEvent, createTextChain } from "./ai/text-chain.ts";
import { createEmbeddedMail } from "./mail/embedded-mail.ts";
import { createSmtpMail, type SmtpOptions } from "./mail/smtp-mail.ts";
import type { Providers } from "./providers.ts";
import { createEmbeddedSms } from "./sms/embedded-sms.ts";
import { createTwilioSms, type TwilioOptions } from "./sms/twilio/twilio-sms.ts";

/** Which outside services are set up; the others are embedded. */
export interface ProviderSettings {
  sms: TwilioOptions | null;
  ads: MetaOptions | null;
  text: {
    /** In the order in which they are asked. */
    providers: readonly OpenAiTextOptions[];
    /** Per calendar month, in millionths of a dollar. */
    budgetMicros: number;
  };
  mail: SmtpOptions | null;
}

export interface CreateProvidersOptions {
  storage: Providers["storage"];
  /** Where the spending on texts is counted, for all processes together. */
  spending: Spending;
  clock?: () => Date;
  /** Told of every text provider that was passed over. */
  onPassedOver?: (event: ChainEvent) => void;
}

export interface OpenProviders extends Providers, Disposable {}

/** The services that are set up, and embedded ones for the rest. None is called and no library of theirs is loaded before it is needed. */
export function createProviders(settings: ProviderSettings, options: CreateProvidersOptions): OpenProviders {
  const { clock = () => new Date(), storage, spending, onPassedOver } = options;
  const smtp = settings.mail && createSmtpMail(settings.mail);
  return {
    sms: settings.sms ? createTwilioSms(settings.sms) : createEmbeddedSms({ clock }),
    ads: settings.ads ? createMetaAds(settings.ads) : createEmbeddedAds({ clock }),
    text: createTextChain({
      providers: [...settings.text.providers.map(createOpenAiText), createEmbeddedText()],
      budget: { micros: settings.text.budgetMicros, spending },
      clock,
      ...(onPassedOver ? { onPassedOver } : {}),
    }),
    mail: smtp ?? createEmbeddedMail(),
    storage,
    [Symbol.dispose]: () => smtp?.close(),
  };
}
