import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import type { FilePurpose } from "@causeway/contract";
import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { claimedSize, movingPicture, picture, pixelBomb, type PictureFormat, ZIP_END } from "../../test/files/pictures.ts";
import { openFile } from "./open.ts";

function formOf(restaurantId: string, content: Uint8Array | string, name: string, purpose: FilePurpose = "campaign-picture") {
  const form = new FormData();
  form.set("restaurantId", restaurantId);
  form.set("purpose", purpose);
  form.set("file", new File([typeof content === "string" ? content : new Uint8Array(content)], name));
  return form;
}

const reason = (word: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: word }) });

const stored = async ({ runtime }: TestApp, id: string) => buffer((await openFile(runtime, id)).content);
const keys = async ({ runtime }: TestApp) => {
  const found = [];
  for await (const key of runtime.providers.storage.list("")) found.push(key);
  return found;
};

describe.each(DIALECTS)("an upload on %s", (dialect) => {
  it("keeps a picture under a name of ours, without where it was taken, with a smaller one beside it", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const bytes = await picture("jpeg", { width: 1200, height: 800 });
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const file = await app.as(owner).files.upload(formOf(owner.restaurantId, bytes, "../Terrasse\u202e.JPG"));
    expect(file).toMatchObject({ name: "Terrasse.JPG", mediaType: "image/jpeg", width: 1200, height: 800, isAttached: false });
    const kept = await stored(app, file.id);
    expect(kept.length).toBe(file.size);
    expect(kept.includes("SecretCamera")).toBe(false);
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
    const [key = "", preview = ""] = (await keys(app)).sort();
    expect(key).toMatch(/^campaign-picture\/2026-03-02\/[0-9a-f-]{36}$/);
    expect(preview).toBe(`${key}.preview`);
    const small = await app.runtime.providers.storage.get(preview);
    expect(await sharp(small ? await buffer(small.content) : "").metadata()).toMatchObject({ format: "webp", width: 480 });
    const { auditEvent } = app.db.tables;
    const actions = await app.db.select({ action: auditEvent.action, subjectId: auditEvent.subjectId }).from(auditEvent);
    expect(actions).toContainEqual({ action: "file.upload", subjectId: file.id });
  });

  it("keeps a list byte for byte", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const text = "\ufeffcustomer_name,phone_number\r\nJosé,+15550100001\r\n";
    const file = await app.as(owner).files.upload(formOf(owner.restaurantId, text, "list.csv", "customer-list"));
    expect(file).toMatchObject({ mediaType: "text/csv", size: Buffer.byteLength(text), previewUrl: null, width: null });
    expect(String(await stored(app, file.id))).toBe(text);
  });

  it("I03 holds a restaurant's share under parallel uploads, and leaves nothing of what was refused", async () => {
    await using app = await createTestApp({ dialect, environment: { FILES_QUOTA_MB: "1" } });
    const [owner, other] = [await app.createActor(), await app.createActor()];
    const text = "a,b\n".repeat(75_000);
    const send = (actor: typeof owner) => app.as(actor).files.upload(formOf(actor.restaurantId, text, "list.csv", "customer-list"));
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => send(owner)));
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
    expect(refusals).toEqual(Array.from({ length: 5 }, () => reason("FILE_QUOTA_EXCEEDED")));
    expect(await keys(app)).toHaveLength(3);
    await expect(send(other)).resolves.toMatchObject({ size: text.length });
    const [first] = (await app.as(owner).files.list({ restaurantId: owner.restaurantId })).items;
    await app.as(owner).files.delete({ id: first?.id ?? "" });
    await expect(send(owner)).resolves.toMatchObject({ size: text.length });
  });

  it("I04 is for one's own restaurant, and found by its owner only", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, stranger, admin] = [await app.createActor(), await app.createActor(), await app.createActor({ role: "admin" })];
    const form = formOf(owner.restaurantId, await picture("png"), "a.png");
    await expect(app.as(stranger).files.upload(form)).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(app.caller.files.upload(form)).rejects.toEqual(reason("NOT_SIGNED_IN"));
    const { id } = await app.as(owner).files.upload(form);
    await expect(app.as(stranger).files.get({ id })).rejects.toEqual(reason("FILE_NOT_FOUND"));
    await expect(app.as(stranger).files.delete({ id })).rejects.toEqual(reason("FILE_NOT_FOUND"));
    await expect(app.as(stranger).files.list({ restaurantId: owner.restaurantId })).rejects.toEqual(reason("RESTAURANT_NOT_FOUND"));
    await expect(app.as(owner).files.get({ id })).resolves.toMatchObject({ id });
    await expect(app.as(admin).files.get({ id })).resolves.toMatchObject({ id });
    const { items } = await app.as(owner).files.list({ restaurantId: owner.restaurantId, purpose: "campaign-picture" });
    expect(items.map((file) => file.id)).toEqual([id]);
  });
});

describe("I01 an upload", () => {
  const refused: [string, () => Promise<Uint8Array | string>, string, FilePurpose, string][] = [
    ["a PNG that is called a JPEG", () => picture("png"), "a.jpg", "campaign-picture", "FILE_NAME_CONTRADICTS"],
    ["a picture that is called a program", () => picture("png"), "a.exe", "campaign-picture", "FILE_NAME_CONTRADICTS"],
    [
      "an SVG with a script",
      async () => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      "a.svg",
      "campaign-picture",
      "FILE_TYPE_REFUSED",
    ],
    [
      "an SVG that is called a PNG",
      async () => '<?xml version="1.0"?>\n<svg onload="x()"/>',
      "a.png",
      "campaign-picture",
      "FILE_TYPE_REFUSED",
    ],
    ["a page", async () => "<html><script>alert(1)</script>", "a.png", "campaign-picture", "FILE_TYPE_REFUSED"],
    ["a PDF", async () => "%PDF-1.7\n%\u00e2\u00e3", "a.png", "campaign-picture", "FILE_TYPE_REFUSED"],
    ["a text", async () => "just words", "a.png", "campaign-picture", "FILE_TYPE_REFUSED"],
    ["noise", async () => new Uint8Array(randomBytes(5000).fill(0, 0, 8)), "a.png", "campaign-picture", "FILE_TYPE_REFUSED"],
    ["a TIFF", () => sharp(await1x1()).tiff().toBuffer(), "a.png", "campaign-picture", "FILE_TYPE_REFUSED"],
    ["nothing", async () => "", "a.png", "campaign-picture", "FILE_EMPTY"],
    [
      "a picture of 5 MB and a byte",
      async () => new Uint8Array(5 * 1024 * 1024 + 1),
      "a.png",
      "campaign-picture",
      "FILE_TOO_LARGE",
    ],
    [
      "a picture with an archive behind it",
      async () => Buffer.concat([await picture("jpeg"), ZIP_END]),
      "a.jpg",
      "campaign-picture",
      "FILE_SUSPICIOUS",
    ],
    [
      "a GIF with a script in it",
      async () => Buffer.concat([await picture("gif"), Buffer.from("<ScRiPt>alert(1)</script>")]),
      "a.gif",
      "campaign-picture",
      "FILE_SUSPICIOUS",
    ],
    [
      "a picture with PHP in it",
      async () => Buffer.concat([await picture("png"), Buffer.from("<?php system(1);")]),
      "a.png",
      "campaign-picture",
      "FILE_SUSPICIOUS",
    ],
    [
      "a picture that is a PDF as well",
      async () => polyglotPdf(await picture("gif")),
      "a.gif",
      "campaign-picture",
      "FILE_SUSPICIOUS",
    ],
    ["a picture of 8,000 × 8,000", () => pixelBomb(8000), "a.png", "campaign-picture", "PICTURE_TOO_LARGE"],
    [
      "a picture of 100,000 × 100,000",
      async () => claimedSize(await picture("png"), 100_000),
      "a.png",
      "campaign-picture",
      "PICTURE_TOO_LARGE",
    ],
    [
      "half a picture",
      async () => (await picture("jpeg", { width: 500, height: 500 })).subarray(0, 1500),
      "a.jpg",
      "campaign-picture",
      "PICTURE_UNREADABLE",
    ],
    [
      "a head without a picture",
      async () => (await picture("png")).subarray(0, 40),
      "a.png",
      "campaign-picture",
      "PICTURE_UNREADABLE",
    ],
    ["a zip bomb as a list", async () => gzipSync(Buffer.alloc(10_000_000)), "list.csv", "customer-list", "FILE_TYPE_REFUSED"],
    [
      "a workbook as a list",
      async () => Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), Buffer.alloc(100)]),
      "list.csv",
      "customer-list",
      "FILE_TYPE_REFUSED",
    ],
    ["a page as a list", async () => "  <html>,b\n", "list.csv", "customer-list", "FILE_TYPE_REFUSED"],
    ["a picture as a list", () => picture("png"), "list.csv", "customer-list", "FILE_TYPE_REFUSED"],
    ["a list with a NUL far inside", async () => `${"a,b\n".repeat(100_000)}\0`, "list.csv", "customer-list", "FILE_TYPE_REFUSED"],
    ["a list that is called a workbook", async () => "a,b\n", "list.xlsx", "customer-list", "FILE_NAME_CONTRADICTS"],
  ];

  it.each(refused)("refuses %s", async (_, content, name, purpose, word) => {
    await using app = await createTestApp();
    const owner = await app.createActor();
    const upload = app.as(owner).files.upload(formOf(owner.restaurantId, await content(), name, purpose));
    await expect(upload).rejects.toEqual(reason(word));
    expect(await keys(app)).toEqual([]);
    expect(await app.db.$count(app.db.tables.storedFile)).toBe(0);
  });

  it.each<PictureFormat>(["jpeg", "png", "gif", "webp"])("takes a %s, also without an ending", async (format) => {
    await using app = await createTestApp();
    const owner = await app.createActor();
    const file = await app.as(owner).files.upload(formOf(owner.restaurantId, await picture(format), "photo"));
    expect(file.mediaType).toBe(`image/${format}`);
    expect((await sharp(await stored(app, file.id)).metadata()).format).toBe(format);
  });

  it("keeps a moving picture moving, and turns one that lies on its side", async () => {
    await using app = await createTestApp();
    const owner = await app.createActor();
    const moving = await app.as(owner).files.upload(formOf(owner.restaurantId, await movingPicture(3), "a.gif"));
    expect(moving).toMatchObject({ width: 8, height: 8 });
    expect(await sharp(await stored(app, moving.id), { animated: true }).metadata()).toMatchObject({ pages: 3 });
    const lying = await sharp(await picture("jpeg"))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await app.as(owner).files.upload(formOf(owner.restaurantId, lying, "a.jpg"))).toMatchObject({ width: 40, height: 60 });
  });

  it("says which part of the form is missing or wrong", async () => {
    await using app = await createTestApp();
    const owner = await app.createActor();
    const form = formOf("nobody", "x", "a.png");
    form.delete("file");
    await expect(app.as(owner).files.upload(form)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: { issues: [{ path: ["restaurantId"] }, { path: ["file"] }] },
    });
  });
});

function await1x1() {
  return { create: { width: 1, height: 1, channels: 3 as const, background: "#fff" } };
}

/** The head of a document in a comment of a GIF, which viewers of both kinds open. */
function polyglotPdf(gif: Buffer): Buffer {
  const comment = Buffer.from("%PDF-1.7 hidden");
  const at = 13 + (((gif[10] ?? 0) & 0x80) === 0 ? 0 : 3 * 2 ** (((gif[10] ?? 0) & 7) + 1));
  const block = Buffer.concat([Buffer.from([0x21, 0xfe, comment.length]), comment, Buffer.from([0])]);
  return Buffer.concat([gif.subarray(0, at), block, gif.subarray(at)]);
}
