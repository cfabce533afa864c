import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { checksFileStorage, listKeys } from "../test/checks-file-storage.ts";
import { BUCKET, type FakeS3, KEYS, startFakeS3 } from "../test/fake-s3.ts";
import { createS3Storage, type S3Options } from "./s3-storage.ts";

const storageOf = ({ url }: FakeS3, options: Partial<S3Options> = {}) =>
  createS3Storage({ bucket: BUCKET, region: "eu-central-1", endpoint: url, timeoutMs: 2000, ...KEYS, ...options });

checksFileStorage("S3", async () => {
  const service = await startFakeS3();
  return {
    storage: storageOf(service),
    async stored() {
      const unfinished = [...service.open.keys()].map((id) => [`unfinished upload ${id}`, 0] as const);
      return Object.fromEntries([...service.objects].map(([key, { bytes }]) => [key, bytes.length] as const).concat(unfinished));
    },
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
});

const OPTIONS = { mediaType: "image/png" };
const BYTES = Buffer.from("x");

describe("S3", () => {
  test("says what kind of file it is, and keeps to its part of a bucket", async () => {
    await using service = await startFakeS3();
    const storage = storageOf(service, { prefix: "causeway/" });
    await storage.put("a", BYTES, OPTIONS);
    service.objects.set("of-somebody-else", { bytes: BYTES, mediaType: "" });
    expect([...service.objects]).toMatchObject([
      ["causeway/a", OPTIONS],
      ["of-somebody-else", {}],
    ]);
    expect(await listKeys(storage, "")).toEqual(["a"]);
    const found = await storage.get("a");
    expect(found && String(await buffer(found.content))).toBe("x");
  });

  test.each<[string, Partial<S3Options>]>([
    ["a wrong key", { secretAccessKey: "wrong" }],
    ["a bucket that does not exist", { bucket: "no-such" }],
  ])("with %s is unavailable: that says nothing about the file", async (_, options) => {
    await using service = await startFakeS3();
    const storage = storageOf(service, options);
    await expect(storage.put("a", BYTES, OPTIONS)).rejects.toMatchObject({ failure: "unavailable" });
    await expect(storage.get("a")).rejects.toMatchObject({ failure: "unavailable" });
  });

  test.each([
    ["silence", "timeout"],
    ["broken", "timeout"],
    ["reset", "timeout"],
    ["overloaded", "unavailable"],
    ["too-many", "rate-limited"],
  ] as const)("that answers with %s fails as %s", async (trouble, failure) => {
    await using service = await startFakeS3();
    service.trouble = trouble;
    const storage = storageOf(service, { timeoutMs: 200 });
    await expect(storage.put("a", BYTES, OPTIONS)).rejects.toMatchObject({ name: "ProviderError", failure });
    await expect(storage.get("a")).rejects.toMatchObject({ name: "ProviderError", failure });
  });

  test("that nobody runs is unavailable", async () => {
    const service = await startFakeS3();
    await service[Symbol.asyncDispose]();
    await expect(storageOf(service).put("a", BYTES, OPTIONS)).rejects.toMatchObject({ failure: "unavailable" });
  });
});
