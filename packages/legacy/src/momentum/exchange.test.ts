import { createTestApp, DIALECTS } from "@causeway/testing";
import { forgeToken } from "@causeway/testing/replay";
import { describe, expect, it } from "vitest";
import { tokenHash } from "./tokens.ts";

const SECRET = "a key of the old server, thirty-two characters and more";
const json = { "content-type": "application/json", origin: "http://app.test" };

async function setUp(dialect: (typeof DIALECTS)[number], environment: Record<string, string>) {
  const app = await createTestApp({ dialect, environment });
  const signedUp = await app.request("/legacy/momentum/api/auth/register", {
    method: "POST",
    headers: json,
    body: JSON.stringify({ email: "nora@example.com", password: "pw", restaurantName: "Lantern" }),
  });
  const { token } = (await signedUp.json()) as { token: string };
  return {
    app,
    token,
    /** A token that the old server made, of the same user. */
    forge: (secret = SECRET) => {
      const claims = { user_id: 1, email: "nora@example.com", role: "restaurant" };
      const forged = { alg: "HS256", secret: "right", claims, times_relative_to_recorded_at_s: { iat: 0, exp: 3600 } };
      return forgeToken({ forged, secret, now: app.clock() });
    },
    ask: (bearer: string) => app.request("/legacy/momentum/api/auth/me", { headers: { authorization: `Bearer ${bearer}` } }),
    exchange: (old: string) =>
      app.request("/trpc/identity.exchangeOldToken", {
        method: "POST",
        headers: json,
        body: JSON.stringify({ json: { system: "momentum", token: old } }),
      }),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

describe.each(DIALECTS)("tokens of the old page, on %s", (dialect) => {
  it("C14 become a session of the web app: of the old server, and of the old routes here", async () => {
    await using at = await setUp(dialect, { LEGACY_MOMENTUM_SECRET: SECRET, LEGACY_MOMENTUM_TOKENS_UNTIL: "2026-03-04" });
    for (const old of [at.token, at.forge()].filter((each, index, all) => all.indexOf(each) === index)) {
      expect((await at.ask(old)).status).toBe(200);
      const response = await at.exchange(old);
      expect(response.status).toBe(200);
      const cookie = response.headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; ");
      expect(cookie).toContain("causeway-access=");
      const me = await at.app.request("/trpc/identity.me", { headers: { cookie } });
      expect(await me.text()).toContain("nora@example.com");
    }
  });

  it("C17 of a server without a good key become sessions as well: they are signed with this server's own", async () => {
    await using at = await setUp(dialect, { LEGACY_MOMENTUM_SECRET: "short" });
    expect((await at.exchange(at.token)).status).toBe(200);
    expect((await at.exchange(at.forge("short"))).status).toBe(200);
    expect((await at.exchange(at.forge())).status).toBe(401);
  });

  it("C14 C18 after the window's last day: the old routes refuse in their old words, the new ones with 401", async () => {
    await using at = await setUp(dialect, { LEGACY_MOMENTUM_SECRET: SECRET, LEGACY_MOMENTUM_TOKENS_UNTIL: "2026-03-04" });
    at.app.clock.advance(Date.parse("2026-03-05T00:00:00Z") - at.app.clock().getTime());
    const old = at.forge();
    const refused = await at.ask(old);
    expect([refused.status, await refused.json()]).toEqual([403, { error: "Invalid or expired token" }]);
    const response = await at.exchange(old);
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await response.text()).toContain("OLD_TOKEN_REFUSED");
  });

  it("an administrator's token for a restaurant that was given back is worth nothing after its grace", async () => {
    await using at = await setUp(dialect, { LEGACY_MOMENTUM_SECRET: SECRET });
    const { legacyEndedToken } = at.app.db.tables;
    const old = at.forge();
    const hash = tokenHash({ text: old });
    const now = at.app.clock();
    const expiresAt = new Date(now.getTime() + 3_600_000);
    await at.app.db.insert(legacyEndedToken).values({ hash, system: "momentum", endedAt: now, expiresAt });
    at.app.clock.advance(15 * 60_000);
    expect((await at.exchange(old)).status).toBe(401);
  });

  it("C14 both kinds of use stand in the window's figures, for those who may read them", async () => {
    await using at = await setUp(dialect, { LEGACY_MOMENTUM_SECRET: SECRET, LEGACY_MOMENTUM_TOKENS_UNTIL: "2026-03-11" });
    const { app } = at;
    await at.ask(at.forge());
    await at.exchange(at.forge());
    await at.exchange(at.forge());
    app.clock.advance(2 * 86_400_000);
    await app.runtime.tokenUses.flush();
    const admin = await app.createActor({ role: "admin" });
    const [window] = await app.as(admin).crossings.tokenWindows();
    expect(window).toMatchObject({
      system: "momentum",
      kinds: ["jwt"],
      hasSecret: true,
      isSecretShort: false,
      isOpen: true,
      until: "2026-03-11",
      daysLeft: 8,
      lastUseDay: "2026-03-02",
      exchangedSessions: 1,
    });
    expect(window?.daily).toHaveLength(60);
    expect(window?.daily.slice(-3)).toEqual([
      { day: "2026-03-02", accepted: 1, exchanged: 1, closed: 0, refused: 1 },
      { day: "2026-03-03", accepted: 0, exchanged: 0, closed: 0, refused: 0 },
      { day: "2026-03-04", accepted: 0, exchanged: 0, closed: 0, refused: 0 },
    ]);
    const actor = await app.createActor();
    await expect(app.as(actor).crossings.tokenWindows()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
