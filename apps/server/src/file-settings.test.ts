import { describe, expect, it } from "vitest";
import { readFileSettings } from "./file-settings.ts";

const S3 = { FILES_S3_BUCKET: "files", FILES_S3_REGION: "eu-central-1", FILES_S3_KEY_ID: "id", FILES_S3_SECRET: "secret" };

describe("settings of files", () => {
  it("keep files on this machine unless told", () => {
    expect(readFileSettings({})).toEqual({ s3: null, quotaBytes: 1024 ** 3 });
  });

  it("set up a bucket, of another service and a part of it too", () => {
    const given = { ...S3, FILES_S3_URL: "https://minio.example.com/", FILES_S3_PREFIX: "causeway/", FILES_QUOTA_MB: "5" };
    expect(readFileSettings(given)).toEqual({
      s3: {
        bucket: "files",
        region: "eu-central-1",
        accessKeyId: "id",
        secretAccessKey: "secret",
        endpoint: "https://minio.example.com",
        prefix: "causeway/",
      },
      quotaBytes: 5 * 1024 ** 2,
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ["half a bucket", { FILES_S3_BUCKET: "files" }, "FILES_S3_REGION: is missing"],
    ["a bucket of no name", { ...S3, FILES_S3_BUCKET: "Files!" }, "FILES_S3_BUCKET: must be the name of a bucket"],
    ["a folder without its end", { ...S3, FILES_S3_PREFIX: "causeway" }, "FILES_S3_PREFIX: must be a folder"],
    ["no room at all", { FILES_QUOTA_MB: "0" }, "FILES_QUOTA_MB: "],
    ["a quota in words", { FILES_QUOTA_MB: "much" }, "FILES_QUOTA_MB: must be a number of megabytes"],
  ])("refuse %s", (_, given, message) => {
    expect(() => readFileSettings(given)).toThrow(message);
  });
});
