import { AppError } from "@causeway/contract";
import { createTestApp, type TestApp } from "@causeway/testing";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { mount, open, t } from "./test/mount.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const Note = z.object({ id: z.uuid(), title: z.string().max(10), due: z.date().optional() });
const JSON_TYPE = { "content-type": "application/json" };
const ID = "01990b5c-2a4e-7d3f-8c61-5f0a9d2e7b13";

const serve = () =>
  mount(
    app,
    t.router({
      notes: t.router({
        listAll: open.output(z.array(z.string())).query(() => ["a"]),
        get: open
          .input(z.object({ id: z.uuid() }))
          .output(Note)
          .query(({ input }) => ({ ...input, title: "one", secret: "stripped", due: new Date(0) })),
        updateTitle: open
          .input(Note)
          .output(Note)
          .mutation(({ input }) => input),
        strict: open
          .input(z.strictObject({ a: z.string().optional() }))
          .output(z.boolean())
          .mutation(() => true),
        touch: open.output(z.literal(true)).mutation(() => true as const),
        nothing: open.mutation(() => undefined),
        hidden: t.procedure.meta({ access: "in-process" }).query(() => 1),
        signIn: open.mutation(({ ctx }) => {
          ctx.cookies?.write({ accessToken: "", accessTokenExpiresAt: new Date(), refreshToken: "", sessionExpiresAt: new Date() });
        }),
        signOut: open.mutation(({ ctx }) => {
          ctx.cookies?.clear();
          throw new AppError({ code: "UNAUTHORIZED", reason: "SESSION_ENDED", message: "Over." });
        }),
        busy: open.query(() => {
          throw new AppError({ code: "UNAVAILABLE", reason: "TOO_BUSY", message: "Later.", details: { retryAfterSeconds: 2.4 } });
        }),
        broken: open.query(() => {
          throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: new Error("password=hunter2") });
        }),
        lying: open.output(z.number()).query(() => "no number" as never),
      }),
    }),
  );

const post = (body: NonNullable<RequestInit["body"]>, headers: Record<string, string> = JSON_TYPE) => ({
  method: "POST",
  body,
  headers,
});

describe("a route per procedure", () => {
  it("names the procedure in kebab-case and takes a required id from the path", async () => {
    const rest = serve();
    expect(await (await rest.request("/v1/notes/list-all")).json()).toEqual(["a"]);
    expect(await (await rest.request(`/v1/notes/get/${ID}`)).json()).toMatchObject({ id: ID, title: "one" });
    expect((await rest.request("/v1/notes/get")).status).toBe(404);
  });

  it("writes dates as ISO texts and strips what the output does not declare", async () => {
    const answer = await serve().request(`/v1/notes/get/${ID}`);
    expect(await answer.json()).toEqual({ id: ID, title: "one", due: "1970-01-01T00:00:00.000Z" });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("reads dates of the body as the schema asks, and lets the path's id win", async () => {
    const rest = serve();
    const send = (body: object) => rest.request(`/v1/notes/update-title/${ID}`, post(JSON.stringify(body)));
    const due = "2026-03-02T10:30:00.5+01:00";
    expect(await (await send({ id: "another", title: "x", due })).json()).toEqual({
      id: ID,
      title: "x",
      due: "2026-03-02T09:30:00.500Z",
    });
    expect((await send({ title: "x", due: "2026-02-30T00:00:00Z" })).status).toBe(400);
    expect((await send({ title: "x", due: 0 })).status).toBe(400);
  });

  it("leaves unknown keys to the schema: one strips them, a strict one refuses", async () => {
    const rest = serve();
    expect((await rest.request(`/v1/notes/get/${ID}?more=1`)).status).toBe(200);
    expect((await rest.request("/v1/notes/strict", post('{"a":"1"}'))).status).toBe(200);
    expect((await rest.request("/v1/notes/strict", post('{"b":"1"}'))).status).toBe(400);
  });

  it("does not serve what is for code in the process only", async () => {
    expect((await serve().request("/v1/notes/hidden")).status).toBe(404);
  });

  it("answers a procedure without output with null", async () => {
    const answer = await serve().request("/v1/notes/nothing", { method: "POST" });
    expect([answer.status, await answer.text()]).toEqual([200, "null"]);
  });

  it("sends the cookies that a call sets, also when it fails", async () => {
    const rest = serve();
    expect((await rest.request("/v1/notes/sign-in", { method: "POST" })).headers.getSetCookie()).toEqual(["written=1"]);
    const failed = await rest.request("/v1/notes/sign-out", { method: "POST" });
    expect([failed.status, failed.headers.getSetCookie()]).toEqual([401, ["cleared=1"]]);
  });
});

describe("methods", () => {
  it("D07 refuses GET on what changes something and POST on what reads, naming the method that works", async () => {
    const rest = serve();
    const get = await rest.request("/v1/notes/touch");
    expect([get.status, get.headers.get("allow"), get.headers.get("content-type")]).toEqual([
      405,
      "POST, OPTIONS",
      "application/problem+json",
    ]);
    expect(await get.json()).toMatchObject({ reason: "METHOD_NOT_SUPPORTED", title: "Method Not Allowed" });
    const put = await rest.request("/v1/notes/list-all", { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    expect((await rest.request("/v1/notes/touch", { method: "HEAD" })).status).toBe(405);
  });

  it("answers HEAD like GET without a body, and OPTIONS with the methods", async () => {
    const rest = serve();
    const head = await rest.request("/v1/notes/list-all", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "application/json", ""]);
    const options = await rest.request("/v1/notes/touch", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
  });
});

describe("bodies", () => {
  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=latin1",
    "",
  ])("refuses the content type %j with 415, also where the body is not used", async (type) => {
    const rest = serve();
    for (const path of ["/v1/notes/strict", "/v1/notes/touch"]) {
      const answer = await rest.request(path, post(new Blob(["{}"]), { "content-type": type }));
      expect([answer.status, await answer.json()]).toMatchObject([415, { reason: "UNSUPPORTED_MEDIA_TYPE" }]);
    }
  });

  it.each(["Application/JSON", "application/json;charset=UTF-8", 'application/json; charset="utf-8"'])("takes %j", async (type) => {
    expect((await serve().request("/v1/notes/strict", post("{}", { "content-type": type }))).status).toBe(200);
  });

  it.each([
    ["cut off", '{"a":'],
    ["not UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
    ["two values", "{}{}"],
  ])("refuses a body that is %s with 400", async (_, body) => {
    const answer = await serve().request("/v1/notes/strict", post(body));
    expect([answer.status, await answer.json()]).toMatchObject([400, { reason: "BODY_MALFORMED" }]);
  });

  it("takes no body for no keys, and says which are missing", async () => {
    const rest = serve();
    expect((await rest.request("/v1/notes/strict", { method: "POST" })).status).toBe(200);
    const answer = await rest.request(`/v1/notes/update-title/${ID}`, { method: "POST" });
    expect(await answer.json()).toMatchObject({ reason: "INVALID_INPUT", issues: [{ path: "title" }] });
  });

  it.each(["null", "[]", '"text"', "7"])("refuses %s where an object is asked for", async (body) => {
    expect((await serve().request(`/v1/notes/update-title/${ID}`, post(body))).status).toBe(400);
  });

  it("G03 takes keys such as __proto__ as any other unknown key", async () => {
    const rest = serve();
    const body = '{"title":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const answer = await rest.request(`/v1/notes/update-title/${ID}?__proto__=1&constructor=2&prototype=3`, post(body));
    expect(await answer.json()).toEqual({ id: ID, title: "x" });
    expect((await rest.request("/v1/notes/list-all?__proto__=1&__proto__=2&constructor=3")).status).toBe(200);
    expect((await rest.request("/v1/notes/strict", post('{"__proto__":{"a":"1"}}'))).status).toBe(400);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("failures", () => {
  it("carry title, status, reason and request id", async () => {
    const answer = await serve().request("/v1/notes/get/7");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toEqual({
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      detail: "Some values are not right.",
      instance: "urn:request:request-1",
      reason: "INVALID_INPUT",
      issues: [{ path: "id", message: "Invalid UUID" }],
      details: null,
    });
  });

  it("say in whole seconds when to try again", async () => {
    const answer = await serve().request("/v1/notes/busy");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "3"]);
  });

  it("G08 tell nothing of what was not foreseen", async () => {
    const rest = serve();
    for (const path of ["/v1/notes/broken", "/v1/notes/lying"]) {
      const answer = await rest.request(path);
      const text = await answer.text();
      expect([answer.status, JSON.parse(text)]).toMatchObject([500, { reason: "INTERNAL", details: null, issues: null }]);
      expect(text).not.toMatch(/hunter2|number|stack/);
    }
  });

  it("before the procedure are answered if foreseen, and left to the server if not", async () => {
    const router = t.router({ notes: t.router({ list: open.query(() => 1) }) });
    const failWith = (error: Error) => {
      const rest = mount(app, router, () => {
        throw error;
      });
      return rest.onError((thrown, c) => c.text(`left to the server: ${thrown.message}`, 500)).request("/v1/notes/list");
    };
    const refused = new AppError({ code: "FORBIDDEN", reason: "ORIGIN_REFUSED", message: "No." });
    expect(await (await failWith(refused)).json()).toMatchObject({ status: 403, reason: "ORIGIN_REFUSED" });
    expect(await (await failWith(new Error("disk on fire"))).text()).toBe("left to the server: disk on fire");
  });
});
