import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@causeway/db";
import { createFieldCipher } from "@causeway/services";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../test/run.ts";

const [OLD, NEW] = ["the old secret, of thirty-two characters and more", "the new secret, of thirty-two characters and more"];
let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "causeway-keys-"));
  env = { DATABASE_URL: `file:${join(folder, "c.db")}`, AUTH_SECRET: OLD, DATA_DIR: folder };
  await run(["migrate"], { env });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function storedKeys(): Promise<{ id: string; secret: string; retiresAt: Date | null }[]> {
  await using store = openStore(env["DATABASE_URL"] ?? "");
  const { signingKey } = store.db.tables;
  return await store.db.select().from(signingKey).orderBy(signingKey.id);
}

test("rotate-keys makes the key that signs from now on and says until when older ones verify", async () => {
  const first = await run(["rotate-keys"], { env });
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toMatch(/^Access tokens are signed with key [\w-]{36} now; older keys verify until \S+Z\.\n$/);
  await run(["rotate-keys", "--end-old"], { env });
  const [old, current] = await storedKeys();
  expect(old?.retiresAt?.getTime()).toBeLessThanOrEqual(Date.now());
  expect(current?.retiresAt).toBeNull();
});

test("reencrypt moves everything to the new secret, says what it did, and ends with 1 where a secret is missing", async () => {
  await run(["rotate-keys"], { env });
  const changed = { ...env, AUTH_SECRET: NEW, AUTH_SECRET_PREVIOUS: JSON.stringify([OLD]) };
  const done = await run(["reencrypt"], { env: changed });
  expect(done).toMatchObject({ code: 0, err: "" });
  expect(done.out).toContain("signing_key.secret: 1 encrypted anew\n");
  const [key] = await storedKeys();
  expect(createFieldCipher(NEW).decrypt("signing_key.secret", key?.secret ?? "", key?.id ?? "")).toHaveLength(43);
  expect((await run(["reencrypt"], { env: changed })).out).toContain("signing_key.secret: 0 encrypted anew\n");

  await using store = openStore(env["DATABASE_URL"] ?? "");
  const lost = createFieldCipher("a secret that nobody has any more, alas").encrypt("signing_key.secret", "x", key?.id ?? "");
  await store.db.update(store.db.tables.signingKey).set({ secret: lost });
  const failed = await run(["reencrypt"], { env: changed });
  expect(failed).toMatchObject({ code: 1 });
  expect(failed.out).toContain(`cannot be read with any known secret: signing_key.secret of ${key?.id ?? ""}\n`);
});

test("a short earlier secret is named and nothing is changed", async () => {
  const failed = await run(["reencrypt"], { env: { ...env, AUTH_SECRET_PREVIOUS: "short" } });
  expect(failed).toMatchObject({ code: 2, out: "" });
  expect(failed.err).toContain("AUTH_SECRET_PREVIOUS: each must have 32 characters or more");
});
