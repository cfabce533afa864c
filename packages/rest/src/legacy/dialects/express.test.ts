import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { createTestApp, type TestApp } from "@causeway/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialectTwin, realTwin } from "./test/express-twins.ts";
import { type RawAnswer, rawRequest, type RawServer, serveRaw } from "./test/raw-http.ts";

/** Headers that belong to the connection, not to the framework. */
const CONNECTION = new Set(["date", "connection", "keep-alive"]);
const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

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

function comparable({ status, headers, body }: RawAnswer) {
  return { status, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !CONNECTION.has(name))), body };
}

async function expectTwins(request: Buffer): Promise<RawAnswer> {
  const [expected, found] = await Promise.all([real.send(request), ours.send(request)]);
  expect(comparable(found), request.toString("utf8").slice(0, 300)).toEqual(comparable(expected));
  return expected;
}

const nested = (depth: number) => `a${"[b]".repeat(depth)}=1`;

describe("the dialect against Express 5.1 itself, byte for byte", () => {
  it.each([
    "GET /api/health",
    "GET /api/health/",
    "GET /API/Health",
    "GET /api/health//",
    "GET //api/health",
    "GET /api//health",
    "GET /api/health?",
    "GET /api/%68ealth",
    "HEAD /api/health",
    "HEAD /api/echo",
    "HEAD /api/nothing",
    "GET /api/csv",
    "HEAD /api/csv",
    "GET /api/empty",
    "GET /api/broken",
    "GET /api",
    "GET /",
    "GET /api/items/",
    "GET /api/items/1",
    "GET /api/items/1/",
    "GET /api/items/1/2",
    "GET /api/items/a%2Fb%20c",
    "GET /api/items/%E0%A4%A",
    "POST /api/items/%E0%A4%A",
    "GET /api/nothing/%E0%A4%A",
    "PUT /api/pairs/1/%",
    "DELETE /api/health",
    "PATCH /api/items/1",
    "GET /api/items/1?a=1&a=2&b[]=3&c[d]=4&e=&f&=g&%zz=%E0%A4%A&a+b=c+d",
    "GET /api/nothing?with=query",
    "GET /api/<script>alert('1')</script>&\"x\"",
    "GET /api/ä",
    "GET /api/a|b^c`d{e}",
    "OPTIONS /api/health",
    "OPTIONS /nothing/at/all",
  ])("O06 O07 answers %s alike", async (line) => {
    await expectTwins(rawRequest(line));
  });

  it("O10 repeats the headers that a preflight asks for", async () => {
    const asked = {
      origin: "https://shop.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,x-own",
    };
    const { headers } = await expectTwins(rawRequest("OPTIONS /api/echo", asked));
    expect(headers["access-control-allow-headers"]).toBe("authorization,x-own");
  });

  it("O09 gives a weak ETag, and 304 to those who have the answer", async () => {
    const { headers } = await expectTwins(rawRequest("GET /api/health"));
    const etag = headers["etag"] ?? "";
    expect(etag).toMatch(/^W\//);
    for (const line of ["GET /api/health", "HEAD /api/health", "GET /api/csv", "GET /api/broken", "POST /api/echo"]) {
      for (const condition of [etag, etag.slice(2), `"x", ${etag}`, "*", '"x"', ""]) {
        await expectTwins(rawRequest(line, { "if-none-match": condition }));
        await expectTwins(rawRequest(line, { "if-none-match": condition, "cache-control": "no-cache" }));
      }
      await expectTwins(rawRequest(line, { "if-modified-since": new Date().toUTCString() }));
    }
  });

  it.each<[string, Record<string, string>, string | Buffer | undefined]>([
    ["no body at all", {}, undefined],
    ["no body of type JSON", JSON_TYPE, undefined],
    ["an empty JSON body", JSON_TYPE, ""],
    ["an empty form", FORM_TYPE, ""],
    ["an empty body without a type", {}, ""],
    ["an object", JSON_TYPE, '{"a":1,"b":{"c":[null,true,"ü"]},"__proto__":{"x":1}}'],
    ["a list", JSON_TYPE, "[1,2]"],
    ["white space", JSON_TYPE, "  \n "],
    ["white space and an object", JSON_TYPE, ' \t\r\n {"a":1}'],
    ["other white space", JSON_TYPE, '\u00a0{"a":1}'],
    ["a bare text", JSON_TYPE, '"text"'],
    ["a bare number", JSON_TYPE, "5"],
    ["null", JSON_TYPE, "null"],
    ["no JSON", JSON_TYPE, "{bad json}"],
    ["a cut object", JSON_TYPE, '{"a":'],
    ["a byte order mark", JSON_TYPE, Buffer.from('\ufeff{"a":1}')],
    ["bytes that are no UTF-8", JSON_TYPE, Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ["a charset", { "content-type": "application/json; charset=UTF-8" }, '{"a":"ü"}'],
    ["a quoted charset", { "content-type": 'application/json;charset="utf-8"' }, '{"a":"ü"}'],
    ["UTF-16", { "content-type": "application/json; charset=utf-16le" }, Buffer.from('{"a":"ü"}', "utf16le")],
    ["an unknown charset", { "content-type": "application/json; charset=latin1" }, '{"a":1}'],
    ["an unknown UTF", { "content-type": "application/json; charset=utf-99" }, '{"a":1}'],
    ["a type in upper case", { "content-type": "APPLICATION/JSON" }, '{"a":1}'],
    ["a type of JSON's family", { "content-type": "application/problem+json" }, '{"a":1}'],
    ["plain text", { "content-type": "text/plain" }, '{"a":1}'],
    ["a multipart body", { "content-type": "multipart/form-data; boundary=x" }, "--x--\r\n"],
    ["JSON without a type", {}, '{"a":1}'],
    ["a form", FORM_TYPE, "a=1&b=Form+%26+Fork&a=2&c[]=3&d[e][f]=4&g[2]=5&h"],
    ["a form with prototypes", FORM_TYPE, "__proto__[x]=1&constructor[y]=2&hasOwnProperty=3"],
    ["a form in latin-1", { "content-type": "application/x-www-form-urlencoded; charset=iso-8859-1" }, "a=%FC&b=\u00fc"],
    ["a form in another charset", { "content-type": "application/x-www-form-urlencoded; charset=utf-16le" }, "a=1"],
    ["a form of 32 levels", FORM_TYPE, nested(32)],
    ["a form of 33 levels", FORM_TYPE, nested(33)],
    ["a thousand parameters", FORM_TYPE, Array.from({ length: 1000 }, () => "a=1").join("&")],
    ["a thousand and one parameters", FORM_TYPE, Array.from({ length: 1001 }, () => "a=1").join("&")],
    ["100 KiB", JSON_TYPE, `{"a":"${"x".repeat(102_392)}"}`],
    ["100 KiB and a byte", JSON_TYPE, `{"a":"${"x".repeat(102_393)}"}`],
    ["gzip", { ...JSON_TYPE, "content-encoding": "gzip" }, gzipSync('{"a":1}')],
    ["deflate", { ...JSON_TYPE, "content-encoding": "deflate" }, deflateSync('{"a":1}')],
    ["brotli", { ...JSON_TYPE, "content-encoding": "br" }, brotliCompressSync('{"a":1}')],
    ["no gzip under its name", { ...JSON_TYPE, "content-encoding": "gzip" }, '{"a":1}'],
    ["an unknown encoding", { ...JSON_TYPE, "content-encoding": "lzma" }, '{"a":1}'],
    ["an identity", { ...JSON_TYPE, "content-encoding": "Identity" }, '{"a":1}'],
    ["a compressed bomb", { ...JSON_TYPE, "content-encoding": "gzip" }, gzipSync(Buffer.alloc(20_000_000, 32))],
  ])("G02 G03 reads %s alike", async (_, headers, body) => {
    await expectTwins(rawRequest("POST /api/echo", headers, body));
    await expectTwins(rawRequest("PUT /api/items/1", headers, body));
    await expectTwins(rawRequest("GET /api/items/1", headers, body));
    await expectTwins(rawRequest("POST /nowhere", headers, body));
  });

  it("reads a chunked body alike, also one that is too large", async () => {
    const chunked = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    for (const body of ['{"a":1}', `{"a":"${"x".repeat(110_000)}"}`]) {
      const head = rawRequest("POST /api/echo", { ...JSON_TYPE, "transfer-encoding": "chunked" });
      await expectTwins(Buffer.concat([head, Buffer.from(chunked(body))]));
    }
  });

  it("reads any path and any form alike", async () => {
    const segment = fc.string({ unit: fc.constantFrom(..."aA1%2F.~-_!'()*+,;:@&=$|^`{}<>\"é/"), maxLength: 8 });
    const form = fc.string({ unit: fc.constantFrom(..."ab[]=&+%20.;0"), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(segment, form, async (path, text) => {
        await expectTwins(rawRequest(`GET /api/items/${path}?${encodeURI(text)}`));
        await expectTwins(rawRequest("POST /api/echo", FORM_TYPE, text));
      }),
      { numRuns: 150 },
    );
  });
});

describe("below a mount", () => {
  it("shows unknown paths as the old server saw them", async () => {
    await using mounted = await serveRaw(dialectTwin(app, "/legacy/old"));
    for (const [path, old] of [
      ["/legacy/old/api/nope?x", "/api/nope"],
      ["/legacy/old", "/"],
      ["/legacy/old/%61", "/%61"],
    ]) {
      const { body } = await mounted.send(rawRequest(`GET ${path}`));
      expect(body).toContain(`<pre>Cannot GET ${old}</pre>`);
    }
  });
});
