import { createTestApp, type TestApp } from "@causeway/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenApiDocument } from "../openapi/types.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

describe("/docs", () => {
  it("is a page whose every file comes from this server, without inline script", async () => {
    const answer = await app.request("/docs");
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toContain("script-src 'self';");
    const html = await answer.text();
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = ""]) => address);
    expect(addresses).toContain("/docs/swagger-ui-bundle.js");
    for (const address of addresses)
      expect([address, (await app.request(address)).status]).toEqual([expect.stringMatching(/^\/docs\/[a-z0-9.-]+$/), 200]);
    for (const [, inline] of html.matchAll(/<script[^>]*>([^]*?)<\/script>/g)) expect(inline).toBe("");
  });

  it.each([
    ["swagger-ui.css", "text/css; charset=utf-8"],
    ["swagger-ui-bundle.js", "text/javascript; charset=utf-8"],
    ["docs.js", "text/javascript; charset=utf-8"],
  ])("sends %s as %s, and only once to who has it", async (name, type) => {
    const answer = await app.request(`/docs/${name}`);
    expect(answer.headers.get("content-type")).toBe(type);
    const again = await app.request(`/docs/${name}`, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } });
    expect(again.status).toBe(304);
  });

  it.each(["package.json", "..%2f..%2fpackage.json", "%2e%2e/serve-docs.ts", "serve-docs.ts", "index.html/"])(
    "G05 reads nothing else: %s",
    async (name) => {
      expect((await app.request(`/docs/${name}`)).status).toBe(404);
    },
  );
});

describe("/openapi.json", () => {
  it("is sent only once to who has it", async () => {
    const answer = await app.request("/openapi.json");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await answer.json()).toMatchObject({ openapi: "3.1.1", servers: [{ url: "http://app.test" }] });
    const again = await app.request("/openapi.json", { headers: { "if-none-match": answer.headers.get("etag") ?? "" } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it.each(["http://app.test", "https://app.test"])("names the cookie that a sign-in at %s sets", async (publicUrl) => {
    await using own = await createTestApp({ environment: { PUBLIC_URL: publicUrl } });
    const { email, password } = await own.createActor();
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ email, password }) };
    const [cookie = ""] = (await own.request("/v1/identity/sign-in", init)).headers.getSetCookie();
    const document: OpenApiDocument = JSON.parse(await (await own.request("/openapi.json")).text());
    expect(document.components.securitySchemes["cookie"]?.["name"]).toBe(cookie.split("=")[0]);
  });
});
