import { describe, expect, it } from "vitest";
import { createOldServer, read } from "../test/old-server.ts";

const PAGE = (line: string) =>
  `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${line}</pre>\n</body>\n</html>\n`;

describe("the old API within the whole server", () => {
  it("O10 has all old headers beside the server's own", async () => {
    await using old = await createOldServer();
    const { headers, text } = await old.send("GET", "/api/health", { headers: { origin: "https://shop.example" } });
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "content-length": String(text.length),
      "access-control-allow-origin": "*",
      "x-powered-by": "Express",
      etag: expect.stringMatching(/^W\/"[0-9a-f]+-[\w+/]{27}"$/),
      "x-request-id": expect.any(String),
      "x-content-type-options": "nosniff",
    });
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("vary")).toBeNull();
    expect(text).toBe('{"status":"Server is running","timestamp":"2026-03-02T09:30:00.000Z"}');
  });

  it("O06 answers unknown paths and methods with the old page, under its own policy", async () => {
    await using old = await createOldServer();
    for (const [method, path, shown] of [
      ["GET", "/api/nope", "/api/nope"],
      ["GET", "/", "/"],
      ["GET", "/uploads/anything.png", "/uploads/anything.png"],
      ["GET", "/api/auth/login?x=1", "/api/auth/login"],
      ["DELETE", "/api/auth/me", "/api/auth/me"],
      ["GET", "/api/campaigns", "/api/campaigns"],
      ["POST", "/api/campaigns/", "/api/campaigns/"],
      ["GET", "/api/a%20b/<x>", "/api/a%20b/%3Cx%3E"],
    ]) {
      const answer = await old.send(method ?? "", path ?? "");
      expect([answer.status, answer.text]).toEqual([404, PAGE(`Cannot ${method} ${shown}`)]);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'");
      expect(answer.headers.get("etag")).toBeNull();
    }
  });

  it("O06 takes any case, one slash at the end, and HEAD for GET", async () => {
    await using old = await createOldServer();
    const { token } = await old.register({ email: "nora@example.com" });
    for (const path of ["/API/Auth/ME", "/api/auth/me/"]) expect((await old.send("GET", path, { token })).status).toBe(200);
    const [get, head] = [await old.send("GET", "/api/auth/me", { token }), await old.send("HEAD", "/api/auth/me", { token })];
    expect([head.status, head.text]).toEqual([200, ""]);
    for (const name of ["content-length", "content-type", "etag"]) expect(head.headers.get(name)).toBe(get.headers.get(name));
    expect((await old.send("HEAD", "/api/auth/login")).status).toBe(404);
  });

  it("answers a preflight of any path from any origin, without credentials", async () => {
    await using old = await createOldServer();
    for (const path of ["/api/auth/login", "/nothing"]) {
      const { status, text, headers } = await old.send("OPTIONS", path, {
        headers: { origin: "https://shop.example", "access-control-request-headers": "authorization,content-type" },
      });
      expect([status, text]).toEqual([204, ""]);
      expect(headers.get("access-control-allow-methods")).toBe("GET,HEAD,PUT,PATCH,POST,DELETE");
      expect(headers.get("access-control-allow-headers")).toBe("authorization,content-type");
      expect(headers.get("vary")).toBe("Access-Control-Request-Headers");
      expect(headers.get("content-type")).toBeNull();
      expect(headers.get("access-control-max-age")).toBeNull();
    }
  });

  it("gives 304 to those who have the answer already", async () => {
    await using old = await createOldServer();
    const { token } = await old.register({ email: "nora@example.com" });
    const etag = (await old.send("GET", "/api/dashboard/campaigns", { token })).headers.get("etag") ?? "";
    const again = await old.send("GET", "/api/dashboard/campaigns", { token, headers: { "if-none-match": etag } });
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
    expect(again.headers.get("access-control-allow-origin")).toBe("*");
    expect(again.headers.get("content-type")).toBeNull();
  });

  it("answers malformed requests with the general failure, before anybody is asked for a token", async () => {
    await using old = await createOldServer();
    const general = [500, { error: "Something went wrong!" }];
    const json = { "content-type": "application/json" };
    for (const [method, path, body] of [
      ["POST", "/api/auth/login", "{bad json}"],
      ["POST", "/api/auth/login", '"text"'],
      ["POST", "/nowhere", "{bad json}"],
      ["PUT", "/api/dashboard/checklist/1", "{bad json}"],
      ["POST", "/api/auth/register", `{"restaurantName":"${"A".repeat(110_000)}"}`],
      ["POST", "/api/auth/register", `{"restaurantName":"${"A".repeat(10_000_000)}"}`],
    ]) {
      const answer = await old.send(method ?? "", path ?? "", { headers: json, body });
      expect([answer.status, answer.body]).toEqual(general);
    }
    const undecodable = await old.send("POST", "/api/auth/impersonate/%E0%A4%A");
    expect([undecodable.status, undecodable.body]).toEqual(general);
  });

  it("counts the tokens it was shown", async () => {
    await using old = await createOldServer();
    const { token } = await old.register({ email: "nora@example.com" });
    await old.send("GET", "/api/auth/me", { token });
    await old.send("GET", "/api/auth/me", { token: "x.y.z" });
    const metrics = await (await old.app.request("/metrics")).text();
    expect(metrics).toContain('causeway_legacy_tokens_total{system="momentum",key="old",result="accepted"} 1');
    expect(metrics).toContain('causeway_legacy_tokens_total{system="momentum",key="none",result="refused"} 1');
  });
});

describe("the old API at its old place", () => {
  it("has what is below /api, in any case, and leaves the rest", async () => {
    await using old = await createOldServer("sqlite", { LEGACY_MOUNTS: "momentum=/" });
    const get = (path: string) => old.app.request(path);
    for (const path of ["/api/health", "/API/Health/"])
      expect(read<object>(await (await get(path)).json())).toMatchObject({ status: "Server is running" });
    expect(await (await get("/api/nope")).text()).toBe(PAGE("Cannot GET /api/nope"));
    expect(await (await get("/api")).text()).toBe(PAGE("Cannot GET /api"));
    expect((await get("/healthz")).status).toBe(200);
    for (const path of ["/", "/nope", "/apian", "/legacy/momentum/api/health"])
      expect((await get(path)).headers.get("x-powered-by")).toBeNull();
  });
});
