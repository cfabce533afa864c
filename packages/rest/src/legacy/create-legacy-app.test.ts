import { AppError } from "@causeway/contract";
import { ANONYMOUS } from "@causeway/services";
import { createTestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";
import { createLegacyApp } from "./create-legacy-app.ts";
import { express } from "./dialects/express.ts";
import { LegacyRefusal, LegacyReply } from "./reply.ts";
import { type AccessRule, type LegacyRow, legacyTable, type Who } from "./row.ts";

interface Tools {
  steps: string[];
}

const row = legacyTable<Tools>();
const error = (status: number, text: string) => LegacyReply.json(status, { error: text });
const everybody: AccessRule<Tools, Who> = { title: "everybody", needsToken: false, resolve: () => ({ principal: ANONYMOUS }) };

/** Lets those in who say so in a header, and notes that it was asked. */
const guests: AccessRule<Tools, Who & { name: string }> = {
  title: "guests",
  needsToken: true,
  resolve({ request, tools }) {
    tools.steps.push("access");
    const name = request.headers.get("x-guest");
    if (name === null) throw new LegacyRefusal(error(401, "who?"));
    return { principal: ANONYMOUS, name };
  },
};

async function open(rows: LegacyRow<Tools>[]) {
  const app = await createTestApp();
  const tools: Tools = { steps: [] };
  const dialect = express({ failure: error(500, "general"), error });
  const old = createLegacyApp({ rows, dialect, runtime: app.runtime, tools, mount: "/", owns: (path) => path !== "/other" });
  return {
    app,
    tools,
    async send(path: string, init?: RequestInit): Promise<{ status: number; body: string }> {
      const response = await old.request(path, init);
      return { status: response.status, body: await response.text() };
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

describe("a row of an old API", () => {
  it("goes from access to body to input to procedure to answer, each knowing what came before", async () => {
    await using old = await open([
      row("POST /things/:id", {
        summary: "s",
        access: guests,
        withoutBody: error(418, "no body"),
        calls: (call) => async (input: { id: string }) => {
          const failed = await call.crossings.signInAsBefore({ system: "x", email: input.id, password: null }).then(
            () => "done",
            (thrown: Error) => thrown.message,
          );
          return `${input.id}: ${failed}`;
        },
        input: ({ request, who, tools }) => {
          tools.steps.push("input");
          return { id: `${request.params.id} of ${who.name}` };
        },
        status: 202,
        answer: (output, { request, tools }) => {
          tools.steps.push("answer");
          return { output, query: request.query["q"], body: request.body };
        },
      }),
    ]);
    const headers = { "x-guest": "Nora", "content-type": "application/json" };
    expect(await old.send("/things/7?q=1", { method: "POST" })).toEqual({ status: 401, body: '{"error":"who?"}' });
    expect(await old.send("/things/7", { method: "POST", headers: { "x-guest": "Nora" } })).toEqual({
      status: 418,
      body: '{"error":"no body"}',
    });
    expect(old.tools.steps).toEqual(["access", "access"]);
    const answer = await old.send("/things/7?q=1", { method: "POST", headers, body: "[1]" });
    expect(answer.status).toBe(202);
    expect(JSON.parse(answer.body)).toEqual({
      output: "7 of Nora: The e-mail address or the password is not right.",
      query: "1",
      body: [1],
    });
    expect(old.tools.steps).toEqual(["access", "access", "access", "input", "answer"]);
  });

  it("sends any status, header and body", async () => {
    const bytes = new Uint8Array([0, 255]);
    const stream = () => new Blob(["streamed"]).stream();
    await using old = await open([
      row("GET /text", {
        summary: "s",
        access: everybody,
        answer: () => new LegacyReply(299, { kind: "text", type: "text/csv", text: "a,b" }, { "x-own": "1" }),
      }),
      row("GET /bytes", {
        summary: "s",
        access: everybody,
        answer: () => new LegacyReply(200, { kind: "bytes", type: "image/png", bytes }),
      }),
      row("GET /stream", {
        summary: "s",
        access: everybody,
        answer: () => new LegacyReply(200, { kind: "stream", type: "text/plain", stream: stream() }),
      }),
      row("GET /nothing", { summary: "s", access: everybody, answer: () => new LegacyReply(204, { kind: "empty" }) }),
    ]);
    expect(await old.send("/text")).toEqual({ status: 299, body: "a,b" });
    expect((await old.send("/bytes")).body).toBe(new TextDecoder().decode(bytes));
    expect(await old.send("/stream")).toEqual({ status: 200, body: "streamed" });
    expect(await old.send("/nothing")).toEqual({ status: 204, body: "" });
  });

  it("turns reasons into old answers, what nobody foresaw into its own or the general failure, logged once", async () => {
    const fail = (thrown: unknown, options = {}) => ({
      summary: "s",
      access: everybody,
      refusals: { KNOWN: error(409, "known") },
      ...options,
      answer: () => {
        throw thrown;
      },
    });
    const known = new AppError({ code: "CONFLICT", reason: "KNOWN", message: "m" });
    const unknown = new AppError({ code: "CONFLICT", reason: "UNKNOWN", message: "m" });
    const busy = new AppError({
      code: "UNAVAILABLE",
      reason: "TOO_BUSY",
      message: "Come back.",
      details: { retryAfterSeconds: 1.2 },
    });
    await using old = await open([
      row("GET /known", fail(known)),
      row("GET /unknown", fail(unknown)),
      row("GET /own", fail(unknown, { failed: error(500, "own") })),
      row("GET /defect", fail(new TypeError("secret detail"), { failed: error(500, "own") })),
      row("GET /busy", fail(busy, { failed: error(500, "own") })),
    ]);
    expect(await old.send("/known")).toEqual({ status: 409, body: '{"error":"known"}' });
    expect(await old.send("/unknown")).toEqual({ status: 500, body: '{"error":"general"}' });
    expect(await old.send("/own")).toEqual({ status: 500, body: '{"error":"own"}' });
    expect(old.app.logs).toEqual([]);
    expect(await old.send("/defect")).toEqual({ status: 500, body: '{"error":"own"}' });
    expect(old.app.logs).toMatchObject([{ level: 50, err: { message: "secret detail" }, requestId: expect.any(String) }]);
    expect(await old.send("/busy")).toEqual({ status: 503, body: '{"error":"Come back."}' });
  });

  it("is the first of those that match, and leaves paths of others to others", async () => {
    await using old = await open([
      row("GET /a/fixed", { summary: "s", access: everybody, answer: () => "fixed" }),
      row("GET /a/:any", { summary: "s", access: everybody, answer: (_, { request }) => request.params.any }),
    ]);
    expect((await old.send("/a/fixed")).body).toBe('"fixed"');
    expect((await old.send("/a/b%20c")).body).toBe('"b c"');
    expect((await old.send("/other")).body).toBe("404 Not Found");
  });

  it("names the procedures that it picks from the caller", () => {
    const picked = row("GET /x", {
      summary: "s",
      access: everybody,
      calls: ({ campaigns: { list }, restaurants }) => {
        const { platform } = restaurants;
        return async (_: void) => [list, platform];
      },
      answer: () => null,
    });
    expect(picked.procedures).toEqual(["campaigns.list", "restaurants.platform"]);
  });
});
