import { createEmbeddedAds, type EmbeddedAds } from "./ads/embedded-ads.ts";
import { createEmbeddedText } from "./ai/embedded-text.ts";
import { createTextChain } from "./ai/text-chain.ts";
import { createEmbeddedMail, type EmbeddedMail } from "./mail/embedded-mail.ts";
import type { Providers } from "./providers.ts";
import { createEmbeddedSms, type EmbeddedSms } from "./sms/embedded-sms.ts";
import { createDiskStorage } from "./storage/disk-storage.ts";

export interface EmbeddedProviders extends Providers {
  sms: EmbeddedSms;
  ads: EmbeddedAds;
  mail: EmbeddedMail;
}

/** Every outside service without a key: nothing leaves this machine, and what would have left can be looked at. */
export function createEmbeddedProviders({
  clock = () => new Date(),
  filesFolder = "./data/files",
}: { clock?: () => Date; /** Made when the first file is stored. */ filesFolder?: string } = {}): EmbeddedProviders {
  return {
    sms: createEmbeddedSms({ clock }),
    ads: createEmbeddedAds({ clock }),
    text: createTextChain({ providers: [createEmbeddedText()] }),
    mail: createEmbeddedMail(),
    storage: createDiskStorage({ folder: filesFolder }),
  };
}
