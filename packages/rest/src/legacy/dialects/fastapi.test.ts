import { ANONYMOUS } from "@causeway/services";
import { createTestApp, type TestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLegacyApp } from "../create-legacy-app.ts";
import { LegacyReply } from "../reply.ts";
import { type AccessRule, legacyTable, type Who } from "../row.ts";
import { fastapi } from "./fastapi.ts";

const everybody: AccessRule<null, Who> = { title: "everybody", needsToken: false, resolve: () => ({ principal: ANONYMOUS }) };
const row = legacyTable<null>();
const upload = { field: "photo", tooManyBytes: 1000, accepts: () => true };
const rows = [
  row("GET /api/items/:id", {
    summary: "An echo.",
    access: everybody,
    answer: (_, { request: { params, query } }) => ({ params, query }),
  }),
  row("PUT /api/items/:id", {
    summary: "An echo.",
    access: everybody,
    answer: (_, { request: { body } }) => ({ body: body ?? "none" }),
  }),
  row("POST /api/form", {
    summary: "An echo of a form.",
    access: everybody,
    upload,
    answer: (_, { request: { body, file } }) => ({ body, file: file && [file.name, file.type, file.bytes.length] }),
  }),
  row("GET /api/list", {
    summary: "Text of another type.",
    access: everybody,
    answer: () => new LegacyReply(200, { kind: "text", type: "text/csv; charset=utf-8", text: "a,ü" }),
  }),
];

let app: TestApp;
let old: ReturnType<typeof createLegacyApp<null>>;
beforeAll(async () => {
  app = await createTestApp();
  old = createLegacyApp({
    rows,
    dialect: fastapi(),
    runtime: app.runtime,
    tools: null,
    mount: "/",
    owns: (path) => path !== "/mine",
  });
});
afterAll(() => app[Symbol.asyncDispose]());

async function ask(method: string, path: string, init: RequestInit = {}) {
  const response = await old.request(path, { method, ...init });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith("{") ? (JSON.parse(text) as unknown) : text,
  };
}

describe("FastAPI's dialect", () => {
  it("answers JSON without a charset, without an ETag, to any origin", async () => {
    const { headers, text } = await ask("GET", "/api/items/a%20b%2Fc?x=1&x=2");
    expect(headers.get("content-type")).toBe("application/json");
    expect([headers.get("etag"), headers.get("x-powered-by"), headers.get("access-control-allow-origin")]).toEqual([
      null,
      null,
      "*",
    ]);
    expect(text).toBe('{"params":{"id":"a b/c"},"query":{"x":["1","2"]}}');
    expect((await ask("GET", "/api/items/%E0%A4%A")).body).toMatchObject({ params: { id: expect.stringContaining("\ufffd") } });
    expect((await ask("GET", "/api/list")).text).toBe("a,ü");
  });

  it("O06 tells a wrong method from an unknown path; paths are case-sensitive", async () => {
    const wrong = await ask("DELETE", "/api/items/1");
    expect([wrong.status, wrong.body, wrong.headers.get("allow")]).toEqual([405, { detail: "Method Not Allowed" }, "GET"]);
    for (const path of ["/api/nothing", "/API/items/1", "/api/items/1/2"])
      expect([(await ask("GET", path)).status, (await ask("GET", path)).body]).toEqual([404, { detail: "Not Found" }]);
    expect((await old.request("/mine")).status).toBe(404);
  });

  it("O05 says of broken JSON where it breaks off; takes a body without a type for JSON, and one of another type for text", async () => {
    const broken = await ask("PUT", "/api/items/1", { body: '{"a":1,}', headers: { "content-type": "application/json" } });
    expect(broken.status).toBe(422);
    const ctx = { error: "Expecting property name enclosed in double quotes" };
    expect(broken.body).toEqual({
      detail: [{ type: "json_invalid", loc: ["body", 7], msg: "JSON decode error", input: {}, ctx }],
    });
    for (const [type, body, read] of [
      ["application/json", '"text"', "text"],
      ["application/json", "\ufeff{}", {}],
      ["application/problem+json", "[1]", [1]],
      ["text/plain", "{}", "{}"],
      ["application/x-www-form-urlencoded", "a=1", "a=1"],
      ["application/json", "null", "none"],
      ["application/json", "", "none"],
    ] as const) {
      expect((await ask("PUT", "/api/items/1", { body, headers: { "content-type": type } })).body).toEqual({ body: read });
    }
  });

  it.each([
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22])],
    ["what is nested too deeply", Buffer.from("[".repeat(5000))],
  ])("O05 refuses %s", async (_, body) => {
    const refused = await ask("PUT", "/api/items/1", { body, headers: { "content-type": "application/json" } });
    expect([refused.status, refused.body]).toEqual([400, { detail: "There was an error parsing the body" }]);
  });

  it("looks at a body only where a route declares one", async () => {
    const broken = { body: "{", headers: { "content-type": "application/json" } };
    expect((await ask("POST", "/api/nothing", broken)).status).toBe(404);
    expect((await ask("DELETE", "/api/items/1", broken)).status).toBe(405);
    expect((await ask("PUT", "/api/items/1", broken)).status).toBe(422);
  });

  it("O11 reads forms of both kinds; of a name that comes twice the last value counts; a file of any size reaches its route", async () => {
    const form = new FormData();
    form.append("a", "1");
    form.append("a", "2");
    form.append("photo", new File(["x".repeat(5000)], "x.PNG", { type: "image/PNG" }));
    form.append("other", new File(["x"], "y"));
    expect((await ask("POST", "/api/form", { body: form })).body).toEqual({ body: { a: "2" }, file: ["x.PNG", "image/png", 5000] });
    const urlencoded = { body: "a=1&a=%C3%BC", headers: { "content-type": "application/x-www-form-urlencoded" } };
    expect((await ask("POST", "/api/form", urlencoded)).body).toEqual({ body: { a: "ü" }, file: null });
    expect((await ask("POST", "/api/form")).body).toEqual({ body: {}, file: null });
    const cut = { body: "--x", headers: { "content-type": "multipart/form-data; boundary=x" } };
    expect((await ask("POST", "/api/form", cut)).body).toEqual({ detail: "There was an error parsing the body" });
    const unbounded = { body: "--x", headers: { "content-type": "multipart/form-data" } };
    expect((await ask("POST", "/api/form", unbounded)).body).toEqual({ detail: "Missing boundary in multipart." });
    const huge = { body: "x".repeat(17 * 1024 * 1024), headers: { "content-type": "application/x-www-form-urlencoded" } };
    expect((await ask("POST", "/api/form", huge)).status).toBe(413);
  });

  it("answers a preflight of any path; OPTIONS without one is a method like others", async () => {
    const headers = {
      origin: "https://a.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization",
    };
    const preflight = await ask("OPTIONS", "/api/anything", { headers });
    expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([200, "authorization"]);
    expect((await ask("OPTIONS", "/api/items/1")).status).toBe(405);
    expect((await ask("HEAD", "/api/items/1")).text).toBe("");
  });
});
