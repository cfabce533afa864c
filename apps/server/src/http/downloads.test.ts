import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { parse } from "content-disposition";
import { describe, expect, it } from "vitest";

// The smallest picture there is: a GIF of one pixel.
const GIF = Buffer.from("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

async function upload(app: TestApp, { name = "a.gif", isList = false } = {}) {
  const owner = await app.createActor();
  const form = new FormData();
  form.set("restaurantId", owner.restaurantId);
  form.set("purpose", isList ? "customer-list" : "campaign-picture");
  form.set("file", new File([isList ? "=cmd(),b\n" : new Uint8Array(GIF)], name));
  const file = await app.as(owner).files.upload(form);
  return { owner, file, headers: { authorization: `Bearer ${owner.accessToken}` } };
}

describe.each(DIALECTS)("a download on %s", (dialect) => {
  it("gives a picture to whoever has its address, for a quarter of an hour", async () => {
    await using app = await createTestApp({ dialect });
    const { file } = await upload(app);
    const answer = await app.request(file.url);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/gif"]);
    expect(Buffer.from(await answer.arrayBuffer()).length).toBe(file.size);
    const preview = await app.request(file.previewUrl ?? "");
    expect([preview.status, preview.headers.get("content-type")]).toEqual([200, "image/webp"]);
    app.clock.advance(14 * 60_000);
    expect((await app.request(file.url)).status).toBe(200);
    app.clock.advance(3 * 60_000);
    const late = await app.request(file.url);
    expect([late.status, await late.json()]).toMatchObject([403, { reason: "DOWNLOAD_REFUSED" }]);
  });

  it("I04 is refused by a changed address, a stranger, nobody, and for what is deleted", async () => {
    await using app = await createTestApp({ dialect });
    const { owner, file, headers } = await upload(app);
    const { file: other } = await upload(app);
    const stranger = await app.createActor();
    const status = async (path: string, init?: RequestInit) => (await app.request(path, init)).status;
    const url = new URL(file.url, "http://app.test");
    const changed = (change: (params: URLSearchParams) => void, pathname = url.pathname) => {
      const copy = new URL(url);
      copy.pathname = pathname;
      change(copy.searchParams);
      return copy.pathname + copy.search;
    };
    const expires = Number(url.searchParams.get("expires"));
    const refused = [
      changed((params) => params.set("expires", String(expires + 1))),
      changed((params) => params.set("expires", "9".repeat(15))),
      changed((params) => params.set("signature", `A${params.get("signature")?.slice(1)}`)),
      changed((params) => params.set("signature", "")),
      changed((params) => params.delete("signature")),
      changed((params) => params.delete("expires")),
      changed(() => undefined, `${url.pathname}/preview`),
      changed(() => undefined, `/files/${other.id}`),
    ];
    for (const path of refused) expect([path, await status(path)]).toEqual([path, 403]);
    const bare = `/files/${file.id}`;
    expect(await status(bare)).toBe(401);
    expect(await status(bare, { headers: { authorization: `Bearer ${stranger.accessToken}` } })).toBe(404);
    expect(await status(bare, { headers })).toBe(200);
    expect(await status("/files/../../etc/passwd", { headers })).toBe(404);
    expect(await status("/files/none", { headers })).toBe(404);
    await app.as(owner).files.delete({ id: file.id });
    expect(await status(bare, { headers })).toBe(404);
    expect(await status(file.url)).toBe(404);
  });
});

describe("a download", () => {
  it("runs nothing: no type is guessed, no script allowed, anything but a picture is only saved", async () => {
    await using app = await createTestApp();
    const { file } = await upload(app, { isList: true, name: "list.csv" });
    const list = await app.request(file.url);
    expect(Object.fromEntries(list.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": "attachment; filename=list.csv",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    });
    const { file: gif } = await upload(app);
    const picture = await app.request(gif.url);
    expect(picture.headers.get("content-disposition")).toBe("inline; filename=a.gif");
    expect(picture.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  });

  it.each([
    ['a"; filename="evil.exe.gif', 'a"; filename="evil.exe.gif'],
    ["a\r\nset-cookie: a=b.gif", "aset-cookie: a=b.gif"],
    ["Menü €.gif", "Menü €.gif"],
    ["\u202eexe.gif", "exe.gif"],
    ["../../../a.gif", "a.gif"],
  ])("I02 %j is offered by a safe name", async (name, shown) => {
    await using app = await createTestApp();
    const { file } = await upload(app, { name });
    const { headers } = await app.request(file.url);
    const value = headers.get("content-disposition") ?? "";
    expect(parse(value)).toMatchObject({ type: "inline", parameters: { filename: shown } });
    expect(headers.get("set-cookie")).toBeNull();
  });

  it("is not sent again to who has it", async () => {
    await using app = await createTestApp();
    const { file } = await upload(app);
    const etag = (await app.request(file.url)).headers.get("etag") ?? "";
    const again = await app.request(file.url, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });
});

it("a page full of pictures does not use up what its reader may ask for", async () => {
  await using app = await createTestApp({ environment: { RATE_LIMITS: "on" } });
  const { file } = await upload(app);
  for (let count = 0; count < 150; count++) {
    const answer = await app.request(file.previewUrl ?? "");
    await answer.body?.cancel();
    expect(answer.status).toBe(200);
  }
});
