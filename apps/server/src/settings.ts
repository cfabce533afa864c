import { parseDatabaseUrl } from "@causeway/db";
import { legacySystemIds, legacySystems, type LegacySystem } from "@causeway/legacy";
import type { ProviderSettings } from "@causeway/providers";
import { AuthSecret, PreviousAuthSecrets } from "@causeway/services";
import { z } from "zod";
import { type FileSettings, readFileSettings } from "./file-settings.ts";
import { type HashingSettings, readHashingSettings } from "./hashing-settings.ts";
import { type LegacySecrets, readLegacySecrets } from "./legacy-secrets.ts";
import { readProviderSettings } from "./provider-settings.ts";
import { list, parse, parsed, SettingError } from "./setting.ts";

export { SettingError };

const origin = (value: string) => {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error("must be an address such as https://app.example.com");
  return new URL(value).origin;
};

function mounts(value: string): Record<string, string> {
  return Object.fromEntries(
    list(value).map((entry) => {
      const [system = "", path = ""] = entry.split("=");
      if (!legacySystemIds.includes(system))
        throw new Error(`names an unknown system "${system}"; there are ${legacySystemIds.join(", ")}`);
      if (!path.startsWith("/")) throw new Error(`must look like ${system}=/some/path`);
      return [system, path.replace(/\/+$/, "") || "/"];
    }),
  );
}

function redisUrl(value: string): string {
  if (!URL.canParse(value) || !/^rediss?:$/.test(new URL(value).protocol)) throw new Error("must start with redis:// or rediss://");
  return value;
}

const onOff = z.enum(["on", "off"], { error: 'must be "on" or "off"' });

const Environment = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: z.coerce.number({ error: "must be a port number from 0 to 65535" }).int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: parsed((value) => (parseDatabaseUrl(value), value)).default("file:./data/causeway.db"),
  DATA_DIR: z.string().min(1).default("./data"),
  AUTH_SECRET: AuthSecret.optional(),
  AUTH_SECRET_PREVIOUS: PreviousAuthSecrets.default([]),
  PUBLIC_URL: parsed(origin).optional(),
  CORS_ORIGINS: parsed((value) => list(value).map(origin)).default([]),
  DEMO: z.enum(["0", "1"], { error: 'must be "0" or "1"' }).optional(),
  SIGN_UP: z.enum(["instant", "by-mail"], { error: 'must be "instant" or "by-mail"' }).optional(),
  RATE_LIMITS: onOff.default("on"),
  REDIS_URL: parsed(redisUrl).optional(),
  AUDIT_RETENTION_DAYS: z.coerce.number({ error: "must be a whole number of days, 1 or more" }).int().min(1).optional(),
  LEGACY_MOUNTS: parsed(mounts).default({}),
  TRUSTED_PROXIES: z.coerce.number({ error: "must be a whole number, 0 or more" }).int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

const LegacyEnvironment = z.object({
  tokensUntil: z.iso.date({ error: "must be a day such as 2027-01-31" }).optional(),
  tokensExtend: z.iso.date({ error: "must be a day such as 2027-01-31" }).optional(),
  openRoutes: parsed(list).default([]),
});
export type LegacySettings = z.infer<typeof LegacyEnvironment> & LegacySecrets;

export interface Settings {
  isProduction: boolean;
  port: number;
  host: string;
  databaseUrl: string;
  dataDir: string;
  /** Undefined outside production: made and kept in `dataDir`. */
  authSecret: string | undefined;
  previousAuthSecrets: string[];
  publicUrl: string | undefined;
  corsOrigins: string[];
  demo: boolean | undefined;
  signUpMode: "instant" | "by-mail";
  rateLimits: boolean;
  redisUrl: string | undefined;
  /** Undefined: events are kept for ever. */
  auditRetentionDays: number | undefined;
  legacyMounts: Record<string, string>;
  legacy: Record<string, LegacySettings>;
  trustedProxies: number;
  providers: ProviderSettings;
  files: FileSettings;
  hashing: HashingSettings;
  logLevel: string;
}

/** The names of the keys that the servers of one system had each of its own. */
const keyNames = (tokens: LegacySystem["tokens"]) =>
  tokens.flatMap((descriptor) => ("key" in descriptor && descriptor.key !== undefined ? [descriptor.key] : []));

/** Of one old system: `LEGACY_<SYSTEM>_SECRET` and so on. */
function legacySettings(
  { id, openableRoutes, tokens }: Pick<LegacySystem, "id" | "openableRoutes" | "tokens">,
  given: Record<string, string | undefined>,
): LegacySettings {
  const names: Record<string, string> = {
    secret: "SECRET",
    tokensUntil: "TOKENS_UNTIL",
    tokensExtend: "TOKENS_EXTEND",
    openRoutes: "OPEN_ROUTES",
  };
  const variable = (key: string) => `LEGACY_${id.toUpperCase()}_${names[key] ?? key}`;
  const values = Object.fromEntries(Object.keys(names).map((key) => [key, given[variable(key)]]));
  const secret = parsed((text) => readLegacySecrets(text, keyNames(tokens))).optional();
  const { secret: secrets, ...settings } = parse(LegacyEnvironment.extend({ secret }), values, variable);
  const unknown = settings.openRoutes.find((routes) => !openableRoutes.includes(routes));
  if (unknown === undefined) return { ...settings, ...secrets };
  throw new SettingError(`${variable("openRoutes")}: there is no "${unknown}"; there are ${openableRoutes.join(", ")}`);
}

/** Reads and checks every setting. Throws `SettingError` on the first that is wrong or missing. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  // An empty variable is what shells and compose files make of one that is not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
  const env = parse(Environment, given, (key) => key);
  const isProduction = env.NODE_ENV === "production";
  if (isProduction && env.AUTH_SECRET === undefined) {
    throw new SettingError("AUTH_SECRET: is required in production; make one with: openssl rand -base64 48");
  }
  if (isProduction && env.RATE_LIMITS === "off") throw new SettingError('RATE_LIMITS: "off" is refused in production');
  const providers = readProviderSettings(given);
  const legacy = Object.fromEntries(legacySystems.map((system) => [system.id, legacySettings(system, given)]));
  return {
    isProduction,
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    authSecret: env.AUTH_SECRET,
    previousAuthSecrets: env.AUTH_SECRET_PREVIOUS,
    publicUrl: env.PUBLIC_URL,
    corsOrigins: env.CORS_ORIGINS,
    demo: env.DEMO === undefined ? undefined : env.DEMO === "1",
    // With a mail server nobody need learn who has an account; without one, a link would reach nobody.
    signUpMode: env.SIGN_UP ?? (providers.mail === null ? "instant" : "by-mail"),
    rateLimits: env.RATE_LIMITS === "on",
    redisUrl: env.REDIS_URL,
    auditRetentionDays: env.AUDIT_RETENTION_DAYS,
    legacyMounts: env.LEGACY_MOUNTS,
    legacy,
    trustedProxies: env.TRUSTED_PROXIES,
    providers,
    files: readFileSettings(given),
    hashing: readHashingSettings(given),
    logLevel: env.LOG_LEVEL,
  };
}
