import { beginSignIn, createTestApp, DIALECTS, setUpFactor } from "@causeway/testing";
import { describe, expect, it } from "vitest";

const json = { "content-type": "application/json", origin: "http://app.test" };
const PASSWORD = "another long enough password";

/** One token of each kind that there is, of one user. */
async function setUp(dialect: (typeof DIALECTS)[number]) {
  const app = await createTestApp({ dialect });
  const actor = await app.createActor();
  const { key } = await app.as(actor).apiKeys.create({ name: "Till", scopes: ["task:read", "restaurant:read"] });
  await app.caller.identity.requestPasswordReset({ email: actor.email });
  await app.runJobs();
  const link = app.providers.mail.sent.flatMap(({ text }) => /#token=([\w.-]+)/.exec(text)?.[1] ?? []).at(-1) ?? "";
  const owner = await setUpFactor(app, actor);
  const post = (path: string, input: unknown, headers: Record<string, string> = {}) =>
    app.request(`/trpc/${path}`, { method: "POST", headers: { ...json, ...headers }, body: JSON.stringify({ json: input }) });
  const challenge = await beginSignIn(app, owner);
  const trusting = await post("identity.completeSignIn", {
    challenge: await beginSignIn(app, owner),
    code: owner.code(),
    rememberDevice: true,
  });
  const cookies = Object.fromEntries(
    trusting.headers.getSetCookie().map((cookie) => (cookie.split(";")[0] ?? "").split("=") as [string, string]),
  );
  const tokens = {
    access: owner.accessToken,
    refresh: owner.refreshToken,
    challenge,
    link,
    key,
    device: cookies["causeway-device"] ?? "",
    browser: cookies["causeway-browser"] ?? "",
  };
  return { app, owner, tokens, post, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

describe.each(DIALECTS)("tokens on %s", (dialect) => {
  it("C03 each kind opens its own door only", async () => {
    await using at = await setUp(dialect);
    expect(Object.values(at.tokens).every((token) => token.length > 20)).toBe(true);
    const code = at.owner.backupCodes[0];
    const doors: Record<string, { takes: string[]; open: (token: string) => Promise<Response> }> = {
      header: {
        takes: ["access", "key"],
        open: (token) => at.app.request("/trpc/restaurants.mine", { headers: { authorization: `Bearer ${token}` } }),
      },
      "access cookie": {
        takes: ["access"],
        open: (token) => at.app.request("/trpc/restaurants.mine", { headers: { cookie: `causeway-access=${token}` } }),
      },
      refresh: { takes: ["refresh"], open: (refreshToken) => at.post("identity.refresh", { refreshToken, delivery: "body" }) },
      "refresh cookie": {
        takes: ["refresh"],
        open: (token) => at.post("identity.refresh", {}, { cookie: `causeway-refresh=${token}` }),
      },
      "sign-in": {
        takes: ["challenge"],
        open: (token) => at.post("identity.completeSignIn", { challenge: token.slice(0, 128), code, delivery: "body" }),
      },
      reset: {
        takes: ["link"],
        open: (token) => at.post("identity.resetPassword", { token: token.slice(0, 1024), password: PASSWORD }),
      },
    };
    for (const [door, { takes, open }] of Object.entries(doors)) {
      const wrong = Object.entries(at.tokens).filter(([kind]) => !takes.includes(kind));
      for (const [kind, token] of wrong) expect((await open(token)).status, `${kind} at ${door}`).toBeGreaterThanOrEqual(400);
    }
    // The doors are real: each opens for its own, the reset last, because it ends the rest.
    for (const [door, { takes, open }] of Object.entries(doors)) {
      for (const kind of takes) {
        const { status } = await open(at.tokens[kind as keyof typeof at.tokens]);
        expect(status, `${kind} at ${door}`).toBe(200);
      }
    }
  });

  it("D11 are not taken from a query string", async () => {
    await using at = await setUp(dialect);
    for (const name of ["access_token", "token", "authorization", "apiKey", "key"]) {
      for (const token of [at.tokens.access, at.tokens.key]) {
        const { status } = await at.app.request(`/v1/restaurants/mine?${name}=${encodeURIComponent(token)}`);
        expect(status).toBe(401);
      }
    }
  });

  it("B12 that claim to be keys and are none are refused as such, whatever they are", async () => {
    await using at = await setUp(dialect);
    for (const token of ["cw_", "cw_x", `cw_${"a".repeat(4000)}`, at.tokens.key.slice(0, -1), `${at.tokens.key}.`]) {
      const response = await at.app.request("/v1/restaurants/mine", { headers: { authorization: `Bearer ${token}` } });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ reason: "API_KEY_INVALID" });
    }
  });

  it("D09 keep their answers out of shared caches, over every door", async () => {
    await using at = await setUp(dialect);
    const old = await at.app.request("/legacy/momentum/api/auth/register", {
      method: "POST",
      headers: json,
      body: JSON.stringify({ email: "nora@example.com", password: "lantern", restaurantName: "Harbor Lantern" }),
    });
    const { token } = (await old.json()) as { token: string };
    const requests: [string, string][] = [
      ["/trpc/restaurants.mine", at.tokens.access],
      ["/trpc/restaurants.mine", at.tokens.key],
      ["/trpc/restaurants.mine", "wrong"],
      ["/v1/restaurants/mine", at.tokens.access],
      ["/v1/restaurants/mine", at.tokens.key],
      ["/v1/restaurants/mine", "wrong"],
      ["/legacy/momentum/api/auth/me", token],
      ["/legacy/momentum/api/auth/me", "wrong"],
    ];
    for (const [path, bearer] of requests) {
      const { headers } = await at.app.request(path, { headers: { authorization: `Bearer ${bearer}` } });
      expect(headers.get("cache-control"), path).toMatch(/^(no-store|private)$/);
    }
  });
});
