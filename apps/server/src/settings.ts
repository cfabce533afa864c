import { parseDatabaseUrl } from "@causeway/db";
import { legacySystemIds } from "@causeway/legacy";
import { z } from "zod";

/** A setting that stops the start: one line that names it and says what is allowed. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

const origin = (value: string) => {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error("must be an address such as https://app.example.com");
  return new URL(value).origin;
};

/** Runs a parser that throws, as a zod check. */
const parsed = <TResult>(parse: (value: string) => TResult) =>
  z.string().transform((value, context): TResult => {
    try {
      return parse(value);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

const list = (value: string) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

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

const onOff = z.enum(["on", "off"], { error: 'must be "on" or "off"' });

const Environment = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: z.coerce.number({ error: "must be a port number from 0 to 65535" }).int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: parsed((value) => (parseDatabaseUrl(value), value)).default("file:./data/causeway.db"),
  DATA_DIR: z.string().min(1).default("./data"),
  AUTH_SECRET: z.string().min(32, { error: "must have 32 characters or more" }).optional(),
  PUBLIC_URL: parsed(origin).optional(),
  CORS_ORIGINS: parsed((value) => list(value).map(origin)).default([]),
  DEMO: z.enum(["0", "1"], { error: 'must be "0" or "1"' }).optional(),
  RATE_LIMITS: onOff.default("on"),
  LEGACY_MOUNTS: parsed(mounts).default({}),
  TRUSTED_PROXIES: z.coerce.number({ error: "must be a whole number, 0 or more" }).int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

const LegacySettings = z.object({
  secret: z.string().min(1, { error: "must not be empty" }).optional(),
  tokensUntil: z.iso.date({ error: "must be a day such as 2027-01-31" }).optional(),
});
export type LegacySettings = z.infer<typeof LegacySettings>;

export interface Settings {
  isProduction: boolean;
  port: number;
  host: string;
  databaseUrl: string;
  dataDir: string;
  /** Undefined outside production: made and kept in `dataDir`. */
  authSecret: string | undefined;
  publicUrl: string | undefined;
  corsOrigins: string[];
  demo: boolean | undefined;
  rateLimits: boolean;
  legacyMounts: Record<string, string>;
  legacy: Record<string, LegacySettings>;
  trustedProxies: number;
  logLevel: string;
}

function parse<TSchema extends z.ZodType>(schema: TSchema, values: unknown, name: (key: string) => string): z.output<TSchema> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SettingError(`${name(String(issue?.path[0]))}: ${issue?.message ?? "is not valid"}`);
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
  const legacy = Object.fromEntries(
    legacySystemIds.map((system) => {
      const prefix = `LEGACY_${system.toUpperCase()}`;
      const names = { secret: `${prefix}_SECRET`, tokensUntil: `${prefix}_TOKENS_UNTIL` };
      const values = { secret: given[names.secret], tokensUntil: given[names.tokensUntil] };
      return [system, parse(LegacySettings, values, (key) => (key === "secret" ? names.secret : names.tokensUntil))];
    }),
  );
  return {
    isProduction,
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    authSecret: env.AUTH_SECRET,
    publicUrl: env.PUBLIC_URL,
    corsOrigins: env.CORS_ORIGINS,
    demo: env.DEMO === undefined ? undefined : env.DEMO === "1",
    rateLimits: env.RATE_LIMITS === "on",
    legacyMounts: env.LEGACY_MOUNTS,
    legacy,
    trustedProxies: env.TRUSTED_PROXIES,
    logLevel: env.LOG_LEVEL,
  };
}
