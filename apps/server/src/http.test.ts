import { createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_BODY_BYTES } from "./http/limits.ts";
import { clientAddress } from "./http/request-facts.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const ORIGIN = "http://app.test";
const json = { "content-type": "application/json" };
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify({ json: body }) });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function signInByCookie(target = app, headers: Record<string, string> = { origin: ORIGIN }) {
  const { email, password } = await target.createActor();
  return target.request("/trpc/identity.signIn", {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify({ json: { email, password } }),
  });
}
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

describe("cookies", () => {
  it("D02 carry __Host-, Secure, HttpOnly and SameSite and no Domain over https", async () => {
    await using https = await createTestApp({ environment: { PUBLIC_URL: "https://causeway.example" } });
    const set = (await signInByCookie(https, { origin: "https://causeway.example" })).headers.getSetCookie();
    expect(set).toHaveLength(3);
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-causeway-(access|refresh|browser)=/);
      expect(cookie).toMatch(/; Path=\/; .*; HttpOnly; Secure; SameSite=Lax$/);
      expect(cookie).not.toMatch(/Domain/i);
    }
  });

  it("keep the tokens out of the answer, and sign the browser in", async () => {
    const response = await signInByCookie();
    expect(await response.text()).toContain('"tokens":null');
    const me = await app.request("/trpc/identity.me", { headers: { cookie: cookiesOf(response) } });
    expect(me.status).toBe(200);
  });

  it("are renewed by a refresh without a body, and cleared when the session is over", async () => {
    const cookie = cookiesOf(await signInByCookie());
    const refreshed = await post("/trpc/identity.refresh", {}, { cookie, origin: ORIGIN });
    expect(refreshed.status).toBe(200);
    await post("/trpc/identity.signOut", undefined, { cookie: cookiesOf(refreshed), origin: ORIGIN });
    const after = await post("/trpc/identity.refresh", {}, { cookie: cookiesOf(refreshed), origin: ORIGIN });
    expect(after.status).toBe(401);
    expect(after.headers.getSetCookie().every((set) => set.includes("Expires=Thu, 01 Jan 1970"))).toBe(true);
  });
});

describe("requests from other sites", () => {
  it.each([
    ["another origin", { origin: "https://evil.example" }],
    ["no origin", {}],
    ["the origin null", { origin: "null" }],
    ["an origin that begins like ours", { origin: "http://app.test.evil.example" }],
    ["an origin that ends like ours", { origin: "http://evil-app.test" }],
    ["our origin on another port", { origin: "http://app.test:8080" }],
    ["a cross-site mark", { "sec-fetch-site": "cross-site" }],
  ])("D06 may change nothing with our cookies: %s", async (_, headers) => {
    const cookie = cookiesOf(await signInByCookie());
    const types = [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "TEXT/PLAIN",
      "Application/JSON",
    ];
    for (const type of ["application/json", ...types]) {
      const response = await app.request("/trpc/identity.signOut", {
        method: "POST",
        headers: { cookie, "content-type": type, ...headers },
        body: "{}",
      });
      expect(type === "application/json" ? [403] : [403, 415]).toContain(response.status);
    }
    expect((await app.request("/trpc/identity.me", { headers: { cookie } })).status).toBe(200);
  });

  it("D07 cannot call a mutation by GET", async () => {
    const { accessToken } = await app.createActor();
    const response = await app.request("/trpc/identity.signOut", { headers: bearer(accessToken) });
    expect(response.status).toBe(405);
  });

  it("D08 are allowed by name, never by *, and caches are told", async () => {
    await using listed = await createTestApp({ environment: { CORS_ORIGINS: "https://front.example" } });
    const answer = async (origin: string) => (await listed.request("/trpc/identity.me", { headers: { origin } })).headers;
    const allowed = await answer("https://front.example");
    expect(allowed.get("access-control-allow-origin")).toBe("https://front.example");
    expect(allowed.get("access-control-allow-credentials")).toBe("true");
    expect(allowed.get("vary")?.match(/origin/gi)).toHaveLength(1);
    expect((await answer("https://evil.example")).get("access-control-allow-origin")).toBeNull();
  });
});

describe("the bearer token", () => {
  it.each(["", "Bearer", "Bearer ", "Basic abc", `Bearer ${"x".repeat(5000)}`, "Bearer a b", "Bearer not.a.token", "Token abc"])(
    "B12 gets 401 when malformed: %#",
    async (authorization) => {
      const response = await app.request("/trpc/identity.me", { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { json: { data: { reason: "NOT_SIGNED_IN" } } } });
    },
  );

  it("G09 never crosses into a concurrent request", async () => {
    const actors = await Promise.all(Array.from({ length: 10 }, () => app.createActor()));
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const actor = actors[index % actors.length];
        const requestId = `request-${index}-of-100`;
        const response = await app.request("/trpc/identity.me", {
          headers: { ...bearer(actor?.accessToken ?? ""), "x-request-id": requestId },
        });
        const body: unknown = await response.json();
        return { body, expected: actor?.email, echoed: response.headers.get("x-request-id") === requestId };
      }),
    );
    for (const { body, expected, echoed } of answers) {
      expect(body).toMatchObject({ result: { data: { json: { email: expected } } } });
      expect(echoed).toBe(true);
    }
  });
});

describe("limits", () => {
  it("G01 refuses a huge batch before it looks anything up", async () => {
    const failing = await createTestApp();
    await failing[Symbol.asyncDispose]();
    for (const calls of [Array.from({ length: 1000 }, () => "identity.me").join(","), ",".repeat(21)]) {
      const response = await failing.request(`/trpc/${calls}?batch=1&input={}`, { headers: { authorization: "Bearer a.b.c" } });
      expect(response.status).toBe(400);
    }
  });

  it.each([
    ["with its length", (body: string) => body],
    ["in chunks", (body: string) => new Blob([body]).stream()],
  ])("G02 refuses a body over the limit, sent %s, in a form the client understands", async (_, make) => {
    const body = JSON.stringify({ json: { email: "x".repeat(MAX_BODY_BYTES), password: "y" } });
    const response = await app.request("/trpc/identity.signIn", {
      method: "POST",
      headers: { ...json, origin: ORIGIN },
      body: make(body),
      duplex: "half",
    });
    expect(response.status).toBe(413);
    expect(response.headers.get("connection")).toBe("close");
    expect(await response.json()).toMatchObject({ error: { json: { data: { reason: "BODY_TOO_LARGE", httpStatus: 413 } } } });
  });

  it("G02 refuses a compressed body, whose size nobody knows", async () => {
    const response = await app.request("/trpc/identity.signIn", {
      method: "POST",
      headers: { ...json, origin: ORIGIN, "content-encoding": "gzip" },
      body: "x",
    });
    expect(response.status).toBe(400);
  });

  it("G03 keys that name a prototype change nothing", async () => {
    const body =
      '{"json":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"email":"a","password":"b"},"meta":{"values":{"__proto__.polluted":["Date"]}}}';
    const response = await app.request("/trpc/identity.signIn", { method: "POST", headers: { ...json, origin: ORIGIN }, body });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("every answer", () => {
  it.each([
    "/",
    "/trpc/identity.me",
    "/v1/identity/me",
    "/v1/no/such",
    "/healthz",
    "/metrics",
    "/demo",
    "/no/such/page",
    "/openapi.json",
    "/docs",
    "/files/no-such-file",
    "/legacy/momentum/api/auth/me",
    "/legacy/momentum/api/no/such",
  ])("D10 has the security headers: %s", async (path) => {
    const { headers } = await app.request(path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/frame-ancestors 'none'|default-src 'none'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe|\*|https?:/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("D10 asks for https only where there is https", async () => {
    await using https = await createTestApp({ environment: { PUBLIC_URL: "https://causeway.example" } });
    expect((await https.request("/healthz")).headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect((await app.request("/healthz")).headers.get("strict-transport-security")).toBeNull();
  });

  it("D09 may not be kept by caches when it is somebody's", async () => {
    const { accessToken } = await app.createActor();
    for (const path of ["/trpc/identity.me", "/v1/identity/me"]) {
      expect((await app.request(path, { headers: bearer(accessToken) })).headers.get("cache-control")).toContain("no-store");
    }
  });

  it("G08 an unforeseen error tells nothing but its request id, and is logged once with its cause", async () => {
    await using broken = await createTestApp();
    const actor = await broken.createActor();
    broken.runtime.events.publish = () => {
      throw new Error("secret detail of the inside");
    };
    const [task] = await broken.as(actor).checklists.tasks({ restaurantId: actor.restaurantId });
    const response = await broken.request("/trpc/checklists.setTask", {
      method: "POST",
      headers: { ...json, ...bearer(actor.accessToken), "x-request-id": "find-me-in-the-log" },
      body: JSON.stringify({ json: { id: task?.id, isComplete: true } }),
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/secret detail|stack|node_modules/);
    expect(text).toContain("find-me-in-the-log");
    const errors = broken.logs.filter((entry) => entry["level"] === 50);
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).toMatch(/secret detail.*find-me-in-the-log/);
  });
});

describe("an address that somebody has, and one that nobody has", () => {
  it.each([
    ["identity.signIn", (email: string) => ({ email, password: "wrong" }), 401],
    ["identity.requestPasswordReset", (email: string) => ({ email }), 200],
    ["identity.startSignUp", (email: string) => ({ email }), 200],
  ])("B05 get the same answer from %s, to its last header", async (path, input, status) => {
    const { email } = await app.createActor();
    const answers = [];
    for (const address of [email, `${"x".repeat(email.indexOf("@"))}@test.example`]) {
      const response = await post(`/trpc/${path}`, input(address), { origin: ORIGIN });
      const { "x-request-id": requestId = "", ...headers } = Object.fromEntries(response.headers);
      answers.push({ status: response.status, headers, body: (await response.text()).replaceAll(requestId, "") });
    }
    expect(answers[0]?.status).toBe(status);
    expect(answers[0]).toEqual(answers[1]);
  });

  it("B05 get the same answer to a change of address", async () => {
    const [actor, { email }] = [await app.createActor(), await app.createActor()];
    const bodies = [];
    for (const address of [email, "nobody-has-this@test.example"])
      bodies.push(await (await post("/trpc/identity.requestEmailChange", { email: address }, bearer(actor.accessToken))).text());
    expect(bodies[0]).toBe(bodies[1]);
  });
});

describe("a refused call", () => {
  const entryOf = (path: string) => app.logs.filter((entry) => entry["path"] === path).at(-1);
  const impersonate = (admin: { accessToken: string }, userId: string) =>
    post("/trpc/identity.impersonate", { userId, delivery: "body" }, bearer(admin.accessToken));

  it("is logged with who called, and for whom", async () => {
    const [user, admin] = [await app.createActor(), await app.createActor({ role: "admin" })];
    await app.request("/trpc/users.list?input={}", { headers: bearer(user.accessToken) });
    expect(entryOf("users.list")).toMatchObject({
      reason: "PERMISSION_MISSING",
      userId: user.userId,
      requestId: expect.any(String),
    });
    expect(entryOf("users.list")).not.toHaveProperty("impersonatorUserId");
    const { result } = (await (await impersonate(admin, user.userId)).json()) as {
      result: { data: { json: { tokens: typeof user } } };
    };
    await post("/trpc/secondFactor.begin", undefined, bearer(result.data.json.tokens.accessToken));
    const both = { userId: user.userId, impersonatorUserId: admin.userId };
    expect(entryOf("secondFactor.begin")).toMatchObject({ reason: "IMPERSONATION_FORBIDS", ...both });
    await post("/trpc/identity.signIn", { email: user.email, password: "wrong" }, { origin: ORIGIN });
    expect(entryOf("identity.signIn")).not.toHaveProperty("userId");
  });
});

describe("a failure before the procedures", () => {
  it("G08 is logged once with its cause, and tells nothing", async () => {
    const broken = await createTestApp();
    const { accessToken } = await broken.createActor();
    broken.runtime.accessTokens.verify = () => Promise.reject(new Error("secret detail of the inside"));
    const response = await broken.request("/trpc/identity.me", { headers: bearer(accessToken) });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret detail");
    expect(broken.logs.filter((entry) => entry["level"] === 50)).toHaveLength(1);
    await broken[Symbol.asyncDispose]();
  });
});

describe("the client's address", () => {
  it.each<[string, string | undefined, string | undefined, number, string | null]>([
    ["is the socket's", "192.0.2.1", "198.51.100.7", 0, "192.0.2.1"],
    ["is what our one proxy saw", "10.0.0.1", "1.1.1.1, 198.51.100.7", 1, "198.51.100.7"],
    ["is what our outer proxy saw", "10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"],
    ["is unknown when a proxy is missing", "10.0.0.1", "198.51.100.7", 3, null],
    ["is unknown when it is no address", "10.0.0.1", "<script>", 1, null],
    ["is IPv4 also when mapped into IPv6", "::ffff:192.0.2.1", undefined, 0, "192.0.2.1"],
    ["is unknown without a socket", undefined, undefined, 0, null],
  ])("G07 %s", (_, socket, forwarded, hops, expected) => {
    expect(clientAddress(socket, forwarded, hops)).toBe(expected);
  });
});

describe.each(DIALECTS)("probes on %s", (dialect) => {
  it("say up while the process lives and ready while the database answers", async () => {
    const probed = await createTestApp({ dialect });
    expect((await probed.request("/readyz")).status).toBe(200);
    await probed[Symbol.asyncDispose]();
    expect((await probed.request("/healthz")).status).toBe(200);
    expect((await probed.request("/readyz")).status).toBe(503);
  });

  it("metrics count requests by area and status, without anybody's data", async () => {
    await using counted = await createTestApp({ dialect });
    await counted.request("/trpc/identity.me?input=%7B%22secret%22%3A1%7D");
    await counted.request("/somebody@example.com");
    const text = await (await counted.request("/metrics")).text();
    expect(text).toContain('causeway_http_requests_total{area="trpc",method="GET",status="401"} 1');
    expect(text).not.toMatch(/secret|somebody/);
  });
});
