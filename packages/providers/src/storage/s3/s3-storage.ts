import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { ProviderError } from "../../provider-error.ts";
import { checkKey } from "../check-key.ts";
import type { FileStorage } from "../storage.ts";
import { failureOfS3 } from "./failure-of-s3.ts";

export interface S3Options {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Of a service that speaks as S3 does; Amazon's own unless told. */
  endpoint?: string;
  /** Put before every key, with its slash at the end: several installations may share a bucket. */
  prefix?: string;
  /** From the first byte out to the answer, without the content itself. 30,000 unless told. */
  timeoutMs?: number;
}

/** The SDK is large: it is loaded when a file is first touched. */
const loadSdk = async () => ({ ...(await import("@aws-sdk/client-s3")), ...(await import("@aws-sdk/lib-storage")) });

/** Files in a bucket of Amazon S3, or of a service that speaks as it does. Content of unknown length goes in parts. */
export function createS3Storage(options: S3Options): FileStorage {
  const { bucket: Bucket, region, endpoint, accessKeyId, secretAccessKey, prefix = "", timeoutMs = 30_000 } = options;
  let opened: Promise<{ sdk: Awaited<ReturnType<typeof loadSdk>>; client: S3Client }> | undefined;
  const open = () =>
    (opened ??= loadSdk().then((sdk) => ({
      sdk,
      client: new sdk.S3Client({
        region,
        credentials: { accessKeyId, secretAccessKey },
        requestHandler: { requestTimeout: timeoutMs, connectionTimeout: 5000, throwOnRequestTimeout: true },
        maxAttempts: 2,
        // A bucket as a part of the path is what every other service understands as well.
        // And not every one of them takes a checksum that nobody asked for.
        ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" as const }),
      }),
    })));
  const keyOf = (key: string) => `${prefix}${checkKey(key)}`;

  return {
    name: "S3",
    async put(key, content, { mediaType, signal }) {
      const { sdk, client } = await open();
      const Key = keyOf(key);
      const source: { failure?: Error } = {};
      if (content instanceof Readable) content.once("error", (error) => (source.failure = error));
      try {
        const upload = new sdk.Upload({ client, params: { Bucket, Key, Body: content, ContentType: mediaType }, queueSize: 2 });
        const abort = () => void upload.abort();
        signal?.addEventListener("abort", abort, { once: true });
        try {
          signal?.throwIfAborted();
          await upload.done();
        } finally {
          signal?.removeEventListener("abort", abort);
        }
      } catch (error) {
        signal?.throwIfAborted();
        // What the source threw is the caller's own.
        throw source.failure ?? failureOfS3(error);
      }
    },
    async get(key, signal) {
      const { sdk, client } = await open();
      try {
        const command = new sdk.GetObjectCommand({ Bucket, Key: keyOf(key) });
        const { Body, ContentLength } = await client.send(command, signal ? { abortSignal: signal } : {});
        if (!(Body instanceof Readable) || ContentLength === undefined) {
          throw new ProviderError({ failure: "malformed", message: "S3 sent an answer that makes no sense." });
        }
        return { content: Body, size: ContentLength };
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof sdk.NoSuchKey || error instanceof sdk.NotFound) return null;
        throw failureOfS3(error);
      }
    },
    async delete(key) {
      const { sdk, client } = await open();
      try {
        await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: keyOf(key) }));
      } catch (error) {
        throw failureOfS3(error);
      }
    },
    async *list(wanted) {
      const { sdk, client } = await open();
      try {
        for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket, Prefix: `${prefix}${wanted}` })) {
          for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key.slice(prefix.length);
        }
      } catch (error) {
        throw failureOfS3(error);
      }
    },
  };
}
