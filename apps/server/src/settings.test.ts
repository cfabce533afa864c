import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const SECRET = "x".repeat(32);

describe("settings", () => {
  it("have a default for everything outside production", () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      databaseUrl: "file:./data/causeway.db",
      dataDir: "./data",
      corsOrigins: [],
      rateLimits: true,
      trustedProxies: 0,
      legacyMounts: {},
    });
  });

  it("take an empty variable for one that is not set", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: "" })).toEqual(readSettings({}));
  });

  it("take earlier secrets by commas, or as a JSON list where one has a comma in it", () => {
    const odd = `a, secret, with, commas ${SECRET}`;
    expect(readSettings({ AUTH_SECRET_PREVIOUS: ` ${SECRET} , ${SECRET}2,` }).previousAuthSecrets).toEqual([SECRET, `${SECRET}2`]);
    expect(readSettings({ AUTH_SECRET_PREVIOUS: JSON.stringify([odd]) }).previousAuthSecrets).toEqual([odd]);
  });

  it("B05 begin sign-ups with a mail wherever there is a mail server, unless told", () => {
    const smtp = { SMTP_URL: "smtp://mail.example:25", MAIL_FROM: "Causeway <no-reply@example.com>" };
    expect(readSettings({}).signUpMode).toBe("instant");
    expect(readSettings(smtp).signUpMode).toBe("by-mail");
    expect(readSettings({ ...smtp, SIGN_UP: "instant" }).signUpMode).toBe("instant");
    expect(readSettings({ SIGN_UP: "by-mail" }).signUpMode).toBe("by-mail");
  });

  it.each<[string, Record<string, string>, string]>([
    ["a port that is no number", { PORT: "http" }, "PORT: must be a port number"],
    ["a database of another kind", { DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL: must start with file:"],
    ["a short secret", { AUTH_SECRET: "short" }, "AUTH_SECRET: must have 32 characters"],
    ["a short secret among earlier ones", { AUTH_SECRET_PREVIOUS: `${SECRET},short` }, "AUTH_SECRET_PREVIOUS: each must have 32"],
    ["earlier secrets that are no list", { AUTH_SECRET_PREVIOUS: `["${SECRET}"` }, "AUTH_SECRET_PREVIOUS: each must have 32"],
    ["no secret in production", { NODE_ENV: "production" }, "AUTH_SECRET: is required in production"],
    [
      "rate limits off in production",
      { NODE_ENV: "production", AUTH_SECRET: SECRET, RATE_LIMITS: "off" },
      'RATE_LIMITS: "off" is refused',
    ],
    ["an origin that is no address", { CORS_ORIGINS: "https://a.example,nonsense" }, "CORS_ORIGINS: must be an address"],
    ["a mount of an unknown system", { LEGACY_MOUNTS: "nosuch=/" }, 'LEGACY_MOUNTS: names an unknown system "nosuch"'],
    ["a mount without a path", { LEGACY_MOUNTS: "momentum" }, "LEGACY_MOUNTS: must look like momentum=/some/path"],
    ["an end day that is no day", { LEGACY_MOMENTUM_TOKENS_UNTIL: "soon" }, "LEGACY_MOMENTUM_TOKENS_UNTIL: must be a day"],
    [
      "open routes that do not exist",
      { LEGACY_MOMENTUM_OPEN_ROUTES: "sms,all" },
      'LEGACY_MOMENTUM_OPEN_ROUTES: there is no "all"; there are checklist, ads, sms',
    ],
    ["demo that is neither 0 nor 1", { DEMO: "yes" }, "DEMO: must be"],
    ["a Redis address of another kind", { REDIS_URL: "http://localhost" }, "REDIS_URL: must start with redis://"],
    ["a retention of no days", { AUDIT_RETENTION_DAYS: "0" }, "AUDIT_RETENTION_DAYS:"],
    ["proxies that are no number", { TRUSTED_PROXIES: "-1" }, "TRUSTED_PROXIES:"],
  ])("name the variable and what is allowed: %s", (_, environment, message) => {
    expect(() => readSettings(environment)).toThrow(message);
    expect(() => readSettings(environment)).toThrow(/^[^\n]+$/);
  });
});
