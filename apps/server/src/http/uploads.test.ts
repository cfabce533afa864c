import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { createTestApp, type TestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";

const CSV = "customer_name,phone_number\nA,+15550100001\n";
const DOORS = ["/trpc/files.upload", "/v1/files/upload"];
type Sender = Awaited<ReturnType<TestApp["createActor"]>>;

function formOf(sender: Sender, content: Uint8Array | string = CSV, name = "list.csv") {
  const form = new FormData();
  form.set("restaurantId", sender.restaurantId);
  form.set("purpose", "customer-list");
  form.set("file", new File([typeof content === "string" ? content : new Uint8Array(content)], name, { type: "text/csv" }));
  return form;
}

const bearer = ({ accessToken }: Sender) => ({ authorization: `Bearer ${accessToken}` });
const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("causeway-upload-"));

/** A failure's reason in either door's own shape. */
async function reasonOf(answer: Response): Promise<unknown> {
  const body = (await answer.json()) as { reason?: string; error?: { json: { data: { reason: string } } } };
  return body.reason ?? body.error?.json.data.reason;
}

describe.each(DOORS)("a multipart form to %s", (path) => {
  it("is taken, and leaves nothing behind on the server's own disk", async () => {
    await using app = await createTestApp();
    const sender = await app.createActor();
    const before = await leftovers();
    const answer = await app.request(path, { method: "POST", headers: bearer(sender), body: formOf(sender) });
    const body = JSON.stringify(await answer.json());
    expect([answer.status, body]).toEqual([200, expect.stringContaining('"mediaType":"text/csv"')]);
    expect(await leftovers()).toEqual(before);
  });

  it("of 60 MB goes through a socket without being held in memory", async () => {
    await using app = await createTestApp();
    const sender = await app.createActor();
    const url = await app.listen();
    const line = Buffer.from("customer name,+15550100001\n".repeat(40_000));
    const body = multipart(sender, async function* () {
      for (let count = 0; count < 58; count++) yield line;
    });
    const before = process.memoryUsage().rss;
    let peak = 0;
    const watching = new AbortController();
    const watch = (async () => {
      while (!watching.signal.aborted) {
        peak = Math.max(peak, process.memoryUsage().rss - before);
        await wait(5);
      }
    })();
    const answer = await fetch(url + path, {
      method: "POST",
      ...body,
      duplex: "half",
      headers: { ...bearer(sender), ...body.headers },
    });
    watching.abort();
    await watch;
    expect(JSON.stringify(await answer.json())).toContain(`"size":${line.length * 58}`);
    expect(peak).toBeLessThan(200 * 1024 * 1024);
  }, 60_000);

  it("G02 of more than its limit is refused by its length, and by count where it has none", async () => {
    await using app = await createTestApp();
    const sender = await app.createActor();
    const url = await app.listen();
    const tooLong = {
      ...bearer(sender),
      "content-type": "multipart/form-data; boundary=x",
      "content-length": String(70 * 1024 ** 2),
    };
    const byLength = await app.request(path, { method: "POST", headers: tooLong, body: "--x--" });
    expect([byLength.status, await reasonOf(byLength)]).toEqual([413, "BODY_TOO_LARGE"]);
    const megabyte = randomBytes(1024 * 1024);
    const body = multipart(sender, async function* () {
      for (let count = 0; count < 66; count++) yield megabyte;
    });
    const byCount = await fetch(url + path, {
      method: "POST",
      ...body,
      duplex: "half",
      headers: { ...bearer(sender), ...body.headers },
    });
    expect([byCount.status, await reasonOf(byCount)]).toEqual([413, "BODY_TOO_LARGE"]);
    expect(await app.db.$count(app.db.tables.storedFile)).toBe(0);
  }, 60_000);

  it("of nobody is refused before anything of it is written, and the answer is heard", async () => {
    await using app = await createTestApp();
    const sender = await app.createActor();
    const url = await app.listen();
    const answer = await fetch(url + path, { method: "POST", body: formOf(sender, Buffer.alloc(20 * 1024 * 1024, "a,b\n")) });
    expect([answer.status, await reasonOf(answer)]).toEqual([401, "NOT_SIGNED_IN"]);
  });

  it("D06 of another site is refused", async () => {
    await using app = await createTestApp();
    const sender = await app.createActor();
    const headers = { ...bearer(sender), origin: "https://evil.example" };
    const answer = await app.request(path, { method: "POST", headers, body: formOf(sender) });
    expect([answer.status, await reasonOf(answer)]).toEqual([403, "ORIGIN_REFUSED"]);
  });

  it.each<[string, string, string]>([
    ["without a boundary", "multipart/form-data", "x"],
    ["that ends too early", "multipart/form-data; boundary=x", '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb'],
    ["that is none", "multipart/form-data; boundary=x", "not a form"],
  ])("%s is refused", async (_, type, body) => {
    await using app = await createTestApp();
    const sender = await app.createActor();
    const answer = await app.request(path, { method: "POST", headers: { ...bearer(sender), "content-type": type }, body });
    expect([answer.status, await reasonOf(answer)]).toEqual([400, "BODY_MALFORMED"]);
  });

  it("of a thousand fields is refused", async () => {
    await using app = await createTestApp();
    const sender = await app.createActor();
    const form = formOf(sender);
    for (let index = 0; index < 1000; index++) form.append("x", "y");
    const answer = await app.request(path, { method: "POST", headers: bearer(sender), body: form });
    expect([answer.status, await reasonOf(answer)]).toEqual([413, "BODY_TOO_LARGE"]);
  });
});

it("other addresses take no more than before, and JSON to these neither", async () => {
  await using app = await createTestApp();
  const sender = await app.createActor();
  const large = "x".repeat(2 * 1024 * 1024);
  const json = { ...bearer(sender), "content-type": "application/json", "content-length": String(large.length) };
  for (const path of DOORS) {
    const answer = await app.request(path, { method: "POST", headers: json, body: large });
    expect([answer.status, await reasonOf(answer)]).toEqual([413, "BODY_TOO_LARGE"]);
  }
  const elsewhere = await app.request("/trpc/identity.signIn", {
    method: "POST",
    headers: bearer(sender),
    body: formOf(sender, large),
  });
  expect(elsewhere.status).toBe(413);
});

it("the description of the API says what the form is like", async () => {
  await using app = await createTestApp();
  const document: unknown = await (await app.request("/openapi.json")).json();
  const properties = { file: { type: "string", format: "binary" }, restaurantId: {}, purpose: {} };
  const content = { "multipart/form-data": { schema: { $ref: "#/components/schemas/UploadFields" } } };
  expect(document).toMatchObject({
    paths: { "/v1/files/upload": { post: { requestBody: { required: true, content } } } },
    components: { schemas: { UploadFields: { type: "object", properties, required: ["restaurantId", "purpose", "file"] } } },
  });
});

/** A form whose length nobody knows before its end. */
function multipart(sender: Sender, content: () => AsyncGenerator<Uint8Array>) {
  const part = (name: string, more = "") => `--frontier\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const head = `${part("restaurantId")}${sender.restaurantId}\r\n${part("purpose")}customer-list\r\n${part("file", '; filename="list.csv"')}`;
  const chunks = async function* () {
    yield Buffer.from(head);
    yield* content();
    yield Buffer.from("\r\n--frontier--\r\n");
  };
  return { body: ReadableStream.from(chunks()), headers: { "content-type": "multipart/form-data; boundary=frontier" } };
}
