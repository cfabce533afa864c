import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { picture } from "../../test/files/pictures.ts";
import { attachFile, detachFile } from "./attach.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

const keys = async ({ runtime }: TestApp) => {
  const found = [];
  for await (const key of runtime.providers.storage.list("")) found.push(key);
  return found.sort();
};

/** An app whose schedules have begun, with a restaurant that has files. */
async function openApp(dialect: (typeof DIALECTS)[number]) {
  const app = await createTestApp({ dialect });
  await app.runJobs();
  const owner = await app.createActor();
  const bytes = await picture("png");
  const upload = async () => {
    const form = new FormData();
    form.set("restaurantId", owner.restaurantId);
    form.set("purpose", "campaign-picture");
    form.set("file", new File([new Uint8Array(bytes)], "a.png"));
    return app.as(owner).files.upload(form);
  };
  const attach = (fileId: string, other: Partial<Parameters<typeof attachFile>[2]> = {}) =>
    app.db.transaction((tx) =>
      attachFile(tx, app.runtime, { fileId, restaurantId: owner.restaurantId, purpose: "campaign-picture", ...other }),
    );
  return { app, owner, upload, attach, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("files that nobody uses, on %s", (dialect) => {
  it("are removed with their bytes after a day; those in use stay", async () => {
    await using at = await openApp(dialect);
    const [unused, used] = [await at.upload(), await at.upload()];
    await at.attach(used.id);
    at.app.clock.advance(23 * HOUR);
    const young = await at.upload();
    await at.app.runJobs();
    expect((await at.app.as(at.owner).files.list({ restaurantId: at.owner.restaurantId })).items).toHaveLength(3);
    at.app.clock.advance(2 * HOUR);
    await at.app.runJobs();
    const { items } = await at.app.as(at.owner).files.list({ restaurantId: at.owner.restaurantId });
    expect(items.map(({ id }) => id)).toEqual([young.id, used.id]);
    expect(await at.app.db.$count(at.app.db.tables.storedFile)).toBe(2);
    const left = await keys(at.app);
    expect(left).toHaveLength(4);
    expect(left.some((key) => key.includes(unused.id))).toBe(false);
  });

  it("are removed when what used them lets go, and cannot be deleted before", async () => {
    await using at = await openApp(dialect);
    const { id } = await at.upload();
    await at.attach(id);
    await expect(at.app.as(at.owner).files.delete({ id })).rejects.toMatchObject({ cause: { reason: "FILE_IN_USE" } });
    at.app.clock.advance(2 * DAY);
    await at.app.runJobs();
    await expect(at.app.as(at.owner).files.get({ id })).resolves.toMatchObject({ isAttached: true });
    await at.app.db.transaction((tx) => detachFile(tx, id));
    at.app.clock.advance(HOUR);
    await at.app.runJobs();
    expect(await keys(at.app)).toEqual([]);
  });

  it("I04 cannot be used for another restaurant, another purpose, or once they are deleted", async () => {
    await using at = await openApp(dialect);
    const stranger = await at.app.createActor();
    const { id } = await at.upload();
    const missing = expect.objectContaining({ reason: "FILE_NOT_FOUND" });
    await expect(at.attach(id, { restaurantId: stranger.restaurantId })).rejects.toEqual(missing);
    await expect(at.attach(id, { purpose: "customer-list" })).rejects.toEqual(missing);
    await at.app.as(at.owner).files.delete({ id });
    await expect(at.attach(id)).rejects.toEqual(missing);
  });

  it("bytes that no row knows go after two days; what is not ours, and what may still be uploading, stays", async () => {
    await using at = await openApp(dialect);
    const { storage } = at.app.runtime.providers;
    const { id } = await at.upload();
    await at.attach(id);
    const put = (key: string) => storage.put(key, Buffer.from("x"), { mediaType: "text/plain" });
    const lost = `campaign-picture/2026-03-01/${crypto.randomUUID()}`;
    const fresh = `customer-list/2026-03-05/${crypto.randomUUID()}`;
    for (const key of [lost, `${lost}.preview`, fresh, "campaign-picture/readme.txt", "backup/2020-01-01/a"]) await put(key);
    at.app.clock.advance(3 * DAY);
    await at.app.runJobs();
    const left = await keys(at.app);
    expect(left.filter((key) => !key.includes(id))).toEqual(["backup/2020-01-01/a", "campaign-picture/readme.txt", fresh]);
    expect(left.filter((key) => key.includes(id))).toHaveLength(2);
    await at.app.db.delete(at.app.db.tables.restaurant).where(eq(at.app.db.tables.restaurant.id, at.owner.restaurantId));
    at.app.clock.advance(DAY);
    await at.app.runJobs();
    expect((await keys(at.app)).filter((key) => key.includes(id))).toEqual([]);
  });
});
