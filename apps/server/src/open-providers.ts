import { join } from "node:path";
import type { Db } from "@causeway/db";
import { createDiskStorage, createProviders, createS3Storage, type OpenProviders } from "@causeway/providers";
import { createSpending } from "@causeway/services";
import type { Logger } from "pino";
import type { Settings } from "./settings.ts";

/** The outside services of this process. What is embedded is logged: nothing of it leaves this machine. */
export function openProviders(settings: Settings, db: Db, logger: Logger): OpenProviders {
  const providers = createProviders(settings.providers, {
    storage: settings.files.s3
      ? createS3Storage(settings.files.s3)
      : createDiskStorage({ folder: join(settings.dataDir, "files") }),
    spending: createSpending(db, "text"),
    onPassedOver: ({ error, ...event }) => logger.warn({ ...event, err: error }, "a text was not written by this provider"),
  });
  const { sms, ads, mail, storage } = providers;
  const texts = settings.providers.text.providers.map(({ name }) => name).join(", ") || "embedded";
  logger.info({ sms: sms.name, ads: ads.name, texts, mail: mail.name, files: storage.name }, "outside services");
  if (settings.isProduction && mail.isEmbedded) {
    logger.warn("SMTP_URL is not set: mails are kept in the outbox, where whoever may read mails finds their links");
  }
  return providers;
}
