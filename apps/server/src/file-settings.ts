import type { S3Options } from "@causeway/providers";
import { z } from "zod";
import { group, httpAddress } from "./provider-settings.ts";
import { parse } from "./setting.ts";

export interface FileSettings {
  /** Null: files are kept in a folder of `DATA_DIR`. */
  s3: S3Options | null;
  /** Of one restaurant, in bytes. */
  quotaBytes: number;
}

const S3 = z.object({
  FILES_S3_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: "must be the name of a bucket" }),
  FILES_S3_REGION: z.string().regex(/^[a-z0-9-]+$/, { error: "must be a region such as eu-central-1" }),
  FILES_S3_KEY_ID: z.string(),
  FILES_S3_SECRET: z.string(),
  FILES_S3_URL: httpAddress.optional(),
  FILES_S3_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*\/$/, { error: "must be a folder with a slash at its end, such as causeway/" })
    .optional(),
});

const Quota = z.object({
  FILES_QUOTA_MB: z.coerce.number({ error: "must be a number of megabytes, 1 or more" }).int().min(1).max(10_000_000).default(1024),
});

/** Where files are kept, and how many. Throws `SettingError`. */
export function readFileSettings(given: Readonly<Record<string, string | undefined>>): FileSettings {
  const s3 = group(S3, given);
  const { FILES_QUOTA_MB: quota } = parse(Quota, { FILES_QUOTA_MB: given["FILES_QUOTA_MB"] }, (name) => name);
  return {
    s3: s3 && {
      bucket: s3.FILES_S3_BUCKET,
      region: s3.FILES_S3_REGION,
      accessKeyId: s3.FILES_S3_KEY_ID,
      secretAccessKey: s3.FILES_S3_SECRET,
      ...(s3.FILES_S3_URL === undefined ? {} : { endpoint: s3.FILES_S3_URL }),
      ...(s3.FILES_S3_PREFIX === undefined ? {} : { prefix: s3.FILES_S3_PREFIX }),
    },
    quotaBytes: quota * 1024 * 1024,
  };
}
