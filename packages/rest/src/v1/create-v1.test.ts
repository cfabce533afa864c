import { createTestApp, type TestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const JSON_TYPE = { "content-type": "application/json" };
const signIn = (body: unknown, headers: Record<string, string> = {}) =>
  app.request("/v1/identity/sign-in", { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });

describe("/v1 in the whole server", () => {
  it("signs a browser in by cookies and a service by tokens", async () => {
    const { email, password } = await app.createActor();
    const browser = await signIn({ email, password });
    expect(await browser.json()).toMatchObject({ tokens: null, user: { email } });
    const cookie = browser.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    expect(await (await app.request("/v1/identity/me", { headers: { cookie } })).json()).toMatchObject({ email });

    const { tokens } = (await (await signIn({ email, password, delivery: "body" })).json()) as { tokens: { accessToken: string } };
    const headers = { authorization: `Bearer ${tokens.accessToken}` };
    expect(await (await app.request("/v1/identity/me", { headers })).json()).toMatchObject({ email });
  });

  it("names the way to sign in where nobody is", async () => {
    const answer = await app.request("/v1/identity/me");
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(await answer.json()).toMatchObject({ reason: "NOT_SIGNED_IN" });
  });

  it("says the request id in the header and in the problem", async () => {
    const answer = await app.request("/v1/identity/me", { headers: { "x-request-id": "client-chosen-1" } });
    expect(answer.headers.get("x-request-id")).toBe("client-chosen-1");
    expect(await answer.json()).toMatchObject({ instance: "urn:request:client-chosen-1" });
  });

  it("answers an unknown address under /v1 with a problem, to a browser too", async () => {
    const answer = await app.request("/v1/no/such", { headers: { accept: "text/html" } });
    expect([answer.status, await answer.json()]).toMatchObject([404, { reason: "NO_SUCH_PAGE" }]);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "Text/PLAIN", "application/json"])(
    "D06 refuses another site's %s before it is read",
    async (type) => {
      const { email, password } = await app.createActor();
      const answer = await signIn({ email, password }, { "content-type": type, origin: "https://evil.example" });
      expect([answer.status, await answer.json()]).toMatchObject([403, { reason: "ORIGIN_REFUSED" }]);
    },
  );

  it("G02 refuses a body above the limit as a problem, by length and by count", async () => {
    const large = JSON.stringify({ email: "a".repeat(2 ** 20), password: "x" });
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large));
        controller.close();
      },
    });
    const counted: RequestInit = { method: "POST", headers: JSON_TYPE, body: chunks, duplex: "half" };
    const measured = { method: "POST", headers: { ...JSON_TYPE, "content-length": String(large.length) }, body: large };
    for (const init of [counted, measured]) {
      const answer = await app.request("/v1/identity/sign-in", init);
      expect([answer.status, answer.headers.get("content-type"), await answer.json()]).toMatchObject([
        413,
        "application/problem+json",
        { reason: "BODY_TOO_LARGE" },
      ]);
    }
  });

  it.each(["createdAt;", '"name"', "`name`", "password_hash", "name asc", "constructor"])("G06 sorts by no %s", async (column) => {
    const admin = await app.createActor({ role: "admin" });
    const query = new URLSearchParams({ sort: column });
    const answer = await app.request(`/v1/restaurants/list?${query.toString()}`, {
      headers: { authorization: `Bearer ${admin.accessToken}` },
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { reason: "INVALID_INPUT", issues: [{ path: "sort" }] }]);
  });
});
