import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import type { FileStorage } from "../storage.ts";

export interface FileStorageUnderTest extends AsyncDisposable {
  storage: FileStorage;
  /** Keys and sizes as the service has them, whatever the adapter says. */
  stored(): Promise<Record<string, number>>;
}

const OPTIONS = { mediaType: "application/octet-stream" };

async function read(storage: FileStorage, key: string) {
  const found = await storage.get(key);
  if (found === null) return null;
  const bytes = await buffer(found.content);
  expect(found.size).toBe(bytes.length);
  return bytes;
}

export async function listKeys(storage: FileStorage, prefix: string): Promise<string[]> {
  const keys = [];
  for await (const key of storage.list(prefix)) keys.push(key);
  return keys.sort();
}

/** What every storage of files does. */
export function checksFileStorage(name: string, open: () => Promise<FileStorageUnderTest>): void {
  describe(`${name} as a storage of files`, () => {
    test.each([0, 1, 100_000, 12 * 1024 * 1024 + 1])("%i bytes come back as they were stored, from a stream too", async (size) => {
      await using opened = await open();
      const bytes = randomBytes(size);
      const chunks = Array.from({ length: Math.ceil(size / 60_000) }, (_, index) =>
        bytes.subarray(index * 60_000, (index + 1) * 60_000),
      );
      await opened.storage.put("a/bytes", bytes, OPTIONS);
      await opened.storage.put("a/stream.bin", Readable.from(chunks), OPTIONS);
      expect((await read(opened.storage, "a/bytes"))?.equals(bytes)).toBe(true);
      expect((await read(opened.storage, "a/stream.bin"))?.equals(bytes)).toBe(true);
      expect(await opened.stored()).toEqual({ "a/bytes": size, "a/stream.bin": size });
    });

    test("what is stored again replaces what was there", async () => {
      await using opened = await open();
      await opened.storage.put("a", Buffer.from("first, longer"), OPTIONS);
      await opened.storage.put("a", Buffer.from("second"), OPTIONS);
      expect(String(await read(opened.storage, "a"))).toBe("second");
    });

    test.each([10, 11 * 1024 * 1024])(
      "a stream that breaks off after %i bytes leaves nothing, and fails with its own error",
      async (size) => {
        await using opened = await open();
        const broken = Readable.from(
          (async function* () {
            yield randomBytes(size);
            throw new Error("the sender is gone");
          })(),
        );
        await expect(opened.storage.put("a", broken, OPTIONS)).rejects.toThrow("the sender is gone");
        expect(await opened.storage.get("a")).toBeNull();
        expect(await opened.stored()).toEqual({});
      },
    );

    test("an upload that is aborted leaves nothing", async () => {
      await using opened = await open();
      const aborter = new AbortController();
      const endless = Readable.from(
        (async function* () {
          for (let count = 0; ; count++) {
            if (count === 3) aborter.abort(new Error("given up"));
            yield randomBytes(1024);
            await new Promise((resolve) => setImmediate(resolve));
          }
        })(),
      );
      await expect(opened.storage.put("a", endless, { ...OPTIONS, signal: aborter.signal })).rejects.toThrow("given up");
      expect(await opened.stored()).toEqual({});
    });

    test("nothing is found under a key that was never used or is deleted; deleting twice is no error", async () => {
      await using opened = await open();
      expect(await opened.storage.get("none/such")).toBeNull();
      await opened.storage.put("a/b", Buffer.from("x"), OPTIONS);
      await opened.storage.delete("a/b");
      await opened.storage.delete("a/b");
      expect(await opened.storage.get("a/b")).toBeNull();
      expect(await opened.stored()).toEqual({});
    });

    test("keys are listed by what they begin with, over several pages", async () => {
      await using opened = await open();
      expect(await listKeys(opened.storage, "")).toEqual([]);
      const keys = ["a/1", "a/2", "a/3", "a/4", "a/5.png", "ab/1", "b/c/d"];
      for (const key of keys) await opened.storage.put(key, Buffer.from(key), OPTIONS);
      expect(await listKeys(opened.storage, "")).toEqual(keys);
      expect(await listKeys(opened.storage, "a/")).toEqual(keys.slice(0, 5));
    });

    test.each([
      "",
      "/etc/passwd",
      "../a",
      "a/../../b",
      "a//b",
      "A",
      "a\0b",
      "a b",
      "a%2e",
      ".unfinished/a",
      "a/.b",
      "é",
      "a\\b",
      "a".repeat(600),
    ])("I02 %j is no key", async (key) => {
      await using opened = await open();
      const refused = { name: "ProviderError", failure: "refused" };
      await expect(opened.storage.put(key, Buffer.from("x"), OPTIONS)).rejects.toMatchObject(refused);
      await expect(opened.storage.get(key)).rejects.toMatchObject(refused);
      await expect(opened.storage.delete(key)).rejects.toMatchObject(refused);
    });
  });
}
