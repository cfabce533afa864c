import { type LimitName, LIMITS } from "@causeway/services";
import { type Actor, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { parseList } from "structured-headers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const { quota } = LIMITS.anonymous;
const json = { "content-type": "application/json" };
const bearer = ({ accessToken }: Actor) => ({ authorization: `Bearer ${accessToken}` });

/** The items of a field, with their parameters, as a client reads them (RFC 9651). */
function read(response: Response, name: string): Record<string, unknown>[] {
  return parseList(response.headers.get(name) ?? "").map(([value, parameters]) => ({
    name: value,
    ...Object.fromEntries(parameters),
  }));
}

describe.each(DIALECTS)("rate limits over HTTP on %s", (dialect) => {
  let app: TestApp;
  const open = () => createTestApp({ dialect, environment: { RATE_LIMITS: "on", TRUSTED_PROXIES: "1" } });
  beforeAll(async () => {
    app = await open();
  });
  afterAll(() => app[Symbol.asyncDispose]());

  /** The proxy in front says where a request comes from; no socket is there to say it. */
  const from = (ip: string, path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    app.request(path, { ...init, headers: { ...init.headers, "x-forwarded-for": `203.0.113.9, ${ip}` } });
  const use = (ip: string, calls: number) =>
    from(ip, `/trpc/${Array.from({ length: calls }, () => "identity.me").join(",")}?batch=1&input={}`);

  it("H03 tell every caller where they stand, in fields that parse", async () => {
    const response = await from("192.0.2.10", "/v1/identity/me");
    expect(response.status).toBe(401);
    expect(read(response, "ratelimit-policy")).toEqual([{ name: "anonymous", q: quota, w: 3600 }]);
    expect(read(response, "ratelimit")).toEqual([{ name: "anonymous", r: quota - 1, t: 3600 }]);
  });

  it("H06 charge a batch for each of its calls", async () => {
    const response = await use("192.0.2.11", 20);
    expect(read(response, "ratelimit")).toMatchObject([{ r: quota - 20 }]);
  });

  it("H03 refuse who has used them up, over every door, with the same reason and time to come back", async () => {
    const ip = "192.0.2.12";
    for (let used = 0; used < quota; used += 20) await use(ip, 20);
    const rpc = await from(ip, "/trpc/identity.me");
    expect(rpc.status).toBe(429);
    expect(rpc.headers.get("retry-after")).toBe("3600");
    expect(await rpc.json()).toMatchObject({
      error: { json: { data: { reason: "RATE_LIMITED", details: { limit: "anonymous", retryAfterSeconds: 3600 } } } },
    });
    const rest = await from(ip, "/v1/identity/me");
    expect(rest.status).toBe(429);
    expect(rest.headers.get("retry-after")).toBe("3600");
    expect(read(rest, "ratelimit")).toEqual([{ name: "anonymous", r: 0, t: 3600 }]);
    expect(await rest.json()).toMatchObject({ status: 429, reason: "RATE_LIMITED", details: { limit: "anonymous" } });
    const old = await from(ip, "/legacy/momentum/api/auth/login", { method: "POST", headers: json, body: "{}" });
    expect(old.status).toBe(429);
    expect(old.headers.get("retry-after")).toBe("3600");
    expect(old.headers.get("x-powered-by")).toBe("Express");
    expect(old.headers.get("x-ratelimit-limit")).toBe(`${quota}`);
    expect(old.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(Number(old.headers.get("x-ratelimit-reset"))).toBe(app.clock().getTime() / 1000 + 3600);
    expect(read(old, "ratelimit")).toMatchObject([{ r: 0 }]);
    expect(await old.json()).toEqual({ error: "You have done this too often. Please try again in 60 minutes." });
    expect(app.logs.filter(({ msg }) => msg === "a rate limit was passed")).toMatchObject([{ limit: "anonymous", level: 40 }]);
    expect((await (await app.request("/metrics")).text()).includes('causeway_rate_limited_total{limit="anonymous"} 3')).toBe(true);

    app.clock.advance(3600 * 1000);
    expect((await from(ip, "/trpc/identity.me")).status).toBe(401);
  });

  it("H02 take all of an IPv6 network of 64 bits for one caller", async () => {
    for (let used = 0; used < quota; used += 20) await use(`2001:db8:0:7::${used + 1}`, 20);
    expect((await use("2001:db8:0:7:ffff::1", 1)).status).toBe(429);
    expect((await use("2001:db8:0:8::1", 1)).status).toBe(401);
  });

  it("H04 hold where no address is known, and where the token is wrong", async () => {
    const lost = (headers: Record<string, string> = {}) => app.request("/trpc/identity.me", { headers });
    for (let used = 0; used < quota; used++) expect((await lost({ authorization: "Bearer a.b.c" })).status).toBe(401);
    expect((await lost()).status).toBe(429);
    expect((await lost({ authorization: "Bearer a.b.c" })).status).toBe(429);
  });

  it("count users by account, not by address, and administrators not at all", async () => {
    const [user, admin] = [await app.createActor(), await app.createActor({ role: "admin" })];
    const asUser = await from("192.0.2.12", "/trpc/identity.me", { headers: bearer(user) });
    expect(read(asUser, "ratelimit")).toEqual([{ name: "user", r: LIMITS.user.quota - 1, t: 3600 }]);
    const again = await from("198.51.100.1", "/v1/identity/me", { headers: bearer(user) });
    expect(read(again, "ratelimit")).toMatchObject([{ name: "user", r: LIMITS.user.quota - 2 }]);
    const asAdmin = await from("192.0.2.12", "/trpc/identity.me", { headers: bearer(admin) });
    expect([asAdmin.status, asAdmin.headers.get("ratelimit")]).toEqual([200, null]);
  });

  it("charge a browser whose access token has run out to its session, so that an office behind one address can renew them all", async () => {
    const ip = "192.0.2.30";
    const actor = await app.createActor();
    const signedIn = await from("198.51.100.30", "/trpc/identity.signIn", {
      method: "POST",
      headers: json,
      body: JSON.stringify({ json: { email: actor.email, password: actor.password, delivery: "cookie" } }),
    });
    const refresh = signedIn.headers.getSetCookie().find((cookie) => cookie.startsWith("causeway-refresh="));
    const cookie = refresh?.split(";")[0] ?? "";
    for (let used = 0; used < quota; used += 20) await use(ip, 20);
    expect((await from(ip, "/trpc/identity.me")).status).toBe(429);

    const late = await from(ip, "/trpc/identity.me", { headers: { cookie } });
    expect(late.status).toBe(401);
    expect(read(late, "ratelimit")).toMatchObject([{ name: "user", r: LIMITS.user.quota - 1 }]);
    const renewed = await from(ip, "/trpc/identity.refresh", {
      method: "POST",
      headers: { ...json, cookie, origin: "http://app.test" },
      body: JSON.stringify({ json: { delivery: "cookie" } }),
    });
    expect(renewed.status).toBe(200);
    expect(read(renewed, "ratelimit")).toMatchObject([{ name: "user", r: LIMITS.user.quota - 2 }]);

    await app.as(actor).identity.endOtherSessions();
    expect((await from(ip, "/trpc/identity.me", { headers: { cookie } })).status).toBe(429);
    expect((await from(ip, "/trpc/identity.me", { headers: { cookie: "causeway-refresh=guessed" } })).status).toBe(429);
  });

  it("hold sign-ins shorter than other calls, over new doors and old ones together", async () => {
    const ip = "192.0.2.20";
    const limit = LIMITS["sign-in"];
    const signIn = (index: number) =>
      index % 2
        ? from(ip, "/trpc/identity.signIn", {
            method: "POST",
            headers: json,
            body: `{"json":{"email":"${index}@b.example","password":"x"}}`,
          })
        : from(ip, "/legacy/momentum/api/auth/login", {
            method: "POST",
            headers: json,
            body: `{"email":"${index}@b.example","password":"x"}`,
          });
    const statuses: number[] = [];
    let response = await signIn(0);
    for (let index = 1; index <= limit.quota; index++) {
      statuses.push(response.status);
      response = await signIn(index);
    }
    expect(statuses).not.toContain(429);
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after")).toBe(`${limit.seconds}`);
    expect(read(response, "ratelimit").map(({ name }) => name)).toEqual(["anonymous", "sign-in"]);
    expect((await from(ip, "/trpc/identity.me")).status).toBe(401);
  });

  it("hold texts by a model and uploads shorter than other calls, whichever procedure asks", async () => {
    const actor = await app.createActor();
    const { restaurantId, userId } = actor;
    const ad = { restaurantId, item: "Soup", offer: "half price", dailyBudgetMinor: 500 };
    const post = (path: string, input: unknown) =>
      app.request(`/v1/${path}`, { method: "POST", headers: { ...json, ...bearer(actor) }, body: JSON.stringify(input) });
    const upload = () => {
      const body = new FormData();
      body.set("restaurantId", restaurantId);
      body.set("purpose", "customer-list");
      body.set("file", new File(["name,phone\n"], "list.csv", { type: "text/csv" }));
      return app.request("/v1/files/upload", { method: "POST", headers: bearer(actor), body });
    };
    const use = async (name: LimitName, left: number) =>
      app.runtime.limits?.charge(name, `user:${userId}`, LIMITS[name].quota - left);

    await use("generation", 2);
    expect([(await post("campaigns/preview-ad", ad)).status, (await post("campaigns/create-ad", ad)).status]).toEqual([200, 200]);
    for (const path of ["campaigns/preview-ad", "campaigns/create-ad"]) {
      const response = await post(path, ad);
      expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3600"]);
      expect(await response.json()).toMatchObject({ details: { limit: "generation" } });
    }

    await use("upload", 2);
    const first = await upload();
    const { id: fileId } = (await first.json()) as { id: string };
    const statuses = [first.status, (await post("contacts/import", { restaurantId, fileId })).status];
    expect(statuses).toEqual([200, 200]);
    for (const response of [await upload(), await post("contacts/import", { restaurantId, fileId })]) {
      expect(response.status).toBe(429);
      expect(await response.json()).toMatchObject({ details: { limit: "upload" } });
    }
    expect((await post("identity/export-my-data", {})).status).toBe(200);
  });

  it("count the calls of API keys for the key's own limit first, then for its user, whose limit they cannot multiply", async () => {
    const actor = await app.createActor();
    const make = async (hourlyLimit?: number) =>
      (await app.as(actor).apiKeys.create({ name: "till", scopes: ["task:read"], ...(hourlyLimit ? { hourlyLimit } : {}) })).key;
    const [slow, quick] = [await make(2), await make()];
    const call = (key: string, door = "/v1/restaurants/mine") =>
      from("192.0.2.40", door, { headers: { authorization: `Bearer ${key}` } });
    const left = async (response: Promise<Response>) => read(await response, "ratelimit");
    expect(await left(call(slow))).toEqual([{ name: "user", r: LIMITS.user.quota - 1, t: 3600 }]);
    expect(await left(call(quick))).toMatchObject([{ name: "user", r: LIMITS.user.quota - 2 }]);
    await call(slow);
    for (const door of ["/v1/restaurants/mine", "/trpc/restaurants.mine"]) {
      const refused = await call(slow, door);
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3600"]);
      expect(await refused.text()).toContain('"limit":"api-key"');
    }
    // What the slow key was refused counts for nobody.
    expect(await left(call(quick))).toMatchObject([{ name: "user", r: LIMITS.user.quota - 4 }]);
    expect(await left(use("192.0.2.40", 1))).toMatchObject([{ name: "anonymous", r: quota - 1 }]);

    await app.runtime.limits?.charge("user", `user:${actor.userId}`, LIMITS.user.quota - 4);
    const refused = await call(quick);
    expect([refused.status, read(refused, "ratelimit")]).toMatchObject([429, [{ name: "user", r: 0 }]]);
  });

  it("leave probes, pages and preflights alone", async () => {
    const ip = "192.0.2.30";
    for (let used = 0; used < quota; used += 20) await use(ip, 20);
    expect((await use(ip, 1)).status).toBe(429);
    for (const path of ["/healthz", "/readyz", "/metrics", "/openapi.json", "/docs", "/"])
      expect((await from(ip, path)).status).toBe(200);
    const preflight = await from(ip, "/legacy/momentum/api/auth/login", { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
  });
});
