import { createTestApp, type TestApp } from "@causeway/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialectTwin, realTwin, TOO_MANY_BYTES } from "./test/express-twins.ts";
import { type RawAnswer, rawRequest, type RawServer, serveRaw } from "./test/raw-http.ts";

const LINE = "POST /api/photo";
const TYPE = { "content-type": "multipart/form-data; boundary=edge" };
const CONNECTION = new Set(["date", "connection", "keep-alive"]);
const MiB = 1024 * 1024;

let app: TestApp;
let real: RawServer;
let ours: RawServer;

beforeAll(async () => {
  app = await createTestApp();
  real = await serveRaw(realTwin());
  ours = await serveRaw(dialectTwin(app));
});
afterAll(async () => {
  await real[Symbol.asyncDispose]();
  await ours[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const comparable = ({ status, headers, body }: RawAnswer) => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !CONNECTION.has(name))),
  body,
});

async function expectTwins(body: string | Buffer, headers: Record<string, string> = TYPE): Promise<RawAnswer> {
  const request = rawRequest(LINE, headers, body);
  const [expected, found] = await Promise.all([real.send(request), ours.send(request)]);
  expect(comparable(found), request.toString("utf8").slice(0, 300)).toEqual(comparable(expected));
  return expected;
}

interface Part {
  /** After `form-data`. */
  disposition: string;
  type?: string;
  content?: string | Buffer;
}
const text = (name: string, content: string): Part => ({ disposition: `; name="${name}"`, content });
const photo = (content: string | Buffer, name = "dish.png", field = "photo", type = "image/png"): Part => ({
  disposition: `; name="${field}"; filename="${name}"`,
  type,
  content,
});

function form(...parts: Part[]): Buffer {
  const bytes = parts.flatMap(({ disposition, type, content = "" }) => [
    Buffer.from(`--edge\r\nContent-Disposition: form-data${disposition}\r\n`),
    Buffer.from(type === undefined ? "\r\n" : `Content-Type: ${type}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...bytes, Buffer.from("--edge--\r\n")]);
}

describe("multipart forms against multer itself, byte for byte", () => {
  it.each<[string, Buffer, number]>([
    ["texts without a file", form(text("a", "1"), text("b", "ü\r\n2")), 200],
    ["nothing at all", form(), 200],
    ["a file and texts around it", form(text("a", "1"), photo("picture"), text("b", "2")), 200],
    ["an empty file", form(photo("")), 200],
    ["a name twice", form(text("a", "1"), text("a", "2"), text("a", "3")), 200],
    ["nested names", form(text("a[b][c]", "1"), text("a[b][d]", "2"), text("l[]", "3"), text("l[2]", "4"), text("x[", "5")), 200],
    ["a name that was a text before", form(text("a", "1"), text("a[b]", "2"), text("a[]", "3")), 200],
    ["a text named like the file", form(text("photo", "just text"), photo("p")), 200],
    ["a file without a name", form({ disposition: '; name="photo"; filename=""', type: "application/octet-stream" }), 200],
    ["a file part without a file name", form({ disposition: '; name="photo"', type: "application/octet-stream" }), 200],
    ["a path as file name", form(photo("x", "../../etc/x.png"), text("a", "1")), 200],
    ["another charset of file name", form(photo("x", "süße.png")), 200],
    ["an extended file name", form({ disposition: "; name=\"photo\"; filename*=UTF-8''%e2%82%ac.png", type: "image/png" }), 200],
    ["a type with parameters", form(photo("x", "x.png", "photo", "Image/PNG; charset=utf-8")), 200],
    ["no type", form({ disposition: '; name="photo"; filename="x.png"', content: "x" }), 500],
    ["a file of the largest size", form(photo(Buffer.alloc(TOO_MANY_BYTES - 1, 7)), text("a", "1")), 200],
    ["one byte more", form(photo(Buffer.alloc(TOO_MANY_BYTES, 7)), text("a", "1")), 500],
    ["very much more", form(photo(Buffer.alloc(3 * MiB, 7))), 500],
    ["a refused type", form(photo("x", "x.txt", "photo", "text/plain"), text("a", "1")), 500],
    ["a refused name", form(photo("x", "no.png")), 500],
    ["another field", form(photo("x", "x.png", "picture")), 500],
    ["two files", form(photo("x"), photo("y")), 500],
    ["a part without a name", form({ disposition: "", content: "x" }), 500],
    ["a file without a field", form({ disposition: '; filename="x.png"', type: "image/png" }), 500],
    ["another kind of part", Buffer.from("--edge\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n--edge--\r\n"), 200],
    ["the largest text", form(text("a", "x".repeat(MiB - 1))), 200],
    ["a text of 1 MiB", form(text("a", "x".repeat(MiB))), 500],
    ["text before and after", Buffer.concat([Buffer.from("before\r\n"), form(text("a", "1")), Buffer.from("after")]), 200],
    ["a form that is cut short", form(text("a", "1"), photo("picture")).subarray(0, -14), 500],
    ["a form without its end", Buffer.from("--edge\r\n"), 500],
    ["no form", Buffer.from("nothing of the kind"), 500],
    ["a broken header", Buffer.from('--edge\r\nContent-Disposition form-data; name="a"\r\n\r\n1\r\n--edge--\r\n'), 500],
    ["another boundary", Buffer.from(form(text("a", "1")).toString().replaceAll("edge", "other")), 500],
    [
      "names that reach for prototypes",
      form(text("__proto__[x]", "1"), text("a[__proto__][y]", "2"), text("constructor", "3")),
      200,
    ],
  ])("O11 G03 answers %s alike", async (_, body, status) => {
    expect((await expectTwins(body)).status).toBe(status);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([
    "multipart/form-data",
    "multipart/form-data; boundary=",
    'multipart/form-data; boundary="edge"',
    "MULTIPART/Form-Data; BOUNDARY=edge; charset=utf-8",
    "multipart/mixed; boundary=edge",
    "multipart/form-data boundary=edge",
    "multipart; boundary=edge",
    "text/plain; boundary=edge",
  ])("O11 treats the type %s alike", async (type) => {
    await expectTwins(form(text("a", "1"), photo("x")), { "content-type": type });
  });

  it.each([
    ["JSON", { "content-type": "application/json" }, '{"a":1}'],
    ["a urlencoded form", { "content-type": "application/x-www-form-urlencoded" }, "a=1&photo=2"],
    ["broken JSON", { "content-type": "application/json" }, "{"],
  ])("leaves %s to the others", async (_, headers, body) => {
    await expectTwins(body, headers);
  });

  it("any texts and any file come through", async () => {
    const name = fc.stringMatching(/^[a-c](?:\[(?:[a-c]|[0-3])?\]){0,3}$/);
    const value = fc.string({ unit: "binary", maxLength: 30 }).filter((given) => !given.includes("--edge"));
    const content = fc.uint8Array({ maxLength: TOO_MANY_BYTES + 2 });
    const parts = fc.array(fc.tuple(name, value), { maxLength: 5 });
    const property = fc.asyncProperty(parts, fc.option(content), async (texts, bytes) => {
      const all = texts.map(([field, given]) => text(field, given));
      await expectTwins(form(...all, ...(bytes === null ? [] : [photo(Buffer.from(bytes))])));
    });
    await fc.assert(property, { numRuns: 60 });
  });
});

describe("what multer would have taken and no client sent", () => {
  it.each([
    ["a list of a billion places", form(text("a[999999999]", "1"))],
    ["more than a thousand parts", form(...Array.from({ length: 1100 }, (_, at) => text(`a${at}`, "1")))],
    ["many megabytes of text", form(...Array.from({ length: 8 }, (_, at) => text(`a${at}`, "x".repeat(MiB - 1))))],
  ])("G02 refuses %s", async (_, body) => {
    expect((await ours.send(rawRequest(LINE, TYPE, body))).status).toBe(500);
  });

  it("G02 stops reading a form that does not end", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += MiB;
        controller.enqueue(new Uint8Array(MiB));
      },
    });
    const init = { method: "POST", headers: TYPE, body: endless, duplex: "half" } as const;
    const answer = await dialectTwin(app).request("/api/photo", init);
    expect(answer.status).toBe(500);
    expect(sent).toBeLessThan(40 * MiB);
  });
});
