import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db, Dialect } from "@causeway/db";
import { createEmbeddedProviders, type EmbeddedProviders, type Providers } from "@causeway/providers";
import { type Caller, createCaller } from "@causeway/router";
import { createApp, crossingEngines, oldTokenSystems, readSettings, type Settings } from "@causeway/server";
import {
  ANONYMOUS,
  createRateLimiter,
  createRuntime,
  DEMO_ACCOUNTS,
  ensureRoles,
  LOG_OPTIONS,
  ownCounters,
  runDueJobs,
  type OldTokenSystem,
  type Principal,
  type Runtime,
  type RuntimeOptions,
} from "@causeway/services";
import { serve } from "@hono/node-server";
import { pino } from "pino";
import { type Actor, type ActorOptions, createActor } from "./actors.ts";
import { createTestClock, type TestClock } from "./clock.ts";
import { rememberChecks } from "./remember-checks.ts";
import { openTestStore } from "./test-store.ts";

export interface TestAppOptions {
  /** SQLite unless told. */
  dialect?: Dialect;
  clock?: TestClock;
  /** With it, or secrets of old hashes, every password is compared anew; without, no pair of password and hash is compared twice. */
  hashing?: RuntimeOptions["hashing"];
  /** Outside services that replace the embedded ones. */
  providers?: Partial<Providers>;
  /** Environment variables, as an operator would set them. */
  environment?: Record<string, string>;
  /** Old systems beside those that there are, whose tokens are exchanged. */
  oldTokens?: readonly OldTokenSystem[];
  demo?: boolean;
}

export interface TestApp extends AsyncDisposable {
  db: Db;
  databaseUrl: string;
  clock: TestClock;
  runtime: Runtime;
  settings: Settings;
  /** What went to outside services: `providers.sms.sent`, `providers.mail.sent`, `providers.ads.created`. */
  providers: EmbeddedProviders;
  /** What was logged, oldest first, one entry each. */
  logs: Record<string, unknown>[];
  createActor(options?: ActorOptions): Promise<Actor>;
  /** Calls procedures in this process, as this person. */
  as(actor: Pick<Actor, "principal">): Caller;
  /** The same as nobody. */
  caller: Caller;
  /** Sends a request through the whole server, without a socket. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Runs all jobs that are due, and those that these make due, until none is left; gives their number. */
  runJobs(): Promise<number>;
  /** Opens a socket, for clients that need one; the address has no slash at the end. */
  listen(): Promise<string>;
}

const PUBLIC_URL = "http://app.test";
const SECRET = "only for tests: thirty-two characters and more";

/** The whole server over a fresh, migrated database of its own, with a clock that stands still. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { clock = createTestClock() } = options;
  const database = await openTestStore(options.dialect ?? "sqlite");
  const { db } = database.store;
  const logs: Record<string, unknown>[] = [];
  const logger = pino({ ...LOG_OPTIONS, level: "debug" }, { write: (line) => void logs.push(JSON.parse(line)) });
  const settings = readSettings({ AUTH_SECRET: SECRET, RATE_LIMITS: "off", ...options.environment });
  const publicUrl = settings.publicUrl ?? PUBLIC_URL;
  const filesFolder = join(tmpdir(), `causeway-test-files-${randomUUID()}`);
  const providers = createEmbeddedProviders({ clock, filesFolder });
  const runtime = await createRuntime({
    db,
    logger,
    secret: SECRET,
    clock,
    publicUrl,
    signUpMode: settings.signUpMode,
    fileQuotaBytes: settings.files.quotaBytes,
    oldTokens: [...oldTokenSystems(settings), ...(options.oldTokens ?? [])],
    crossings: crossingEngines,
    providers: { ...providers, ...options.providers },
    limits: settings.rateLimits ? createRateLimiter(ownCounters(db, clock)) : null,
    hashing: { ...settings.hashing, ...options.hashing },
  });
  const isUsual = !options.hashing && Object.keys(settings.hashing).length === 0;
  if (isUsual) runtime.passwords = rememberChecks(runtime.passwords);
  await ensureRoles(db);
  const app = createApp({
    runtime,
    settings,
    publicUrl,
    webFolder: "/nonexistent",
    isReady: () =>
      database.store.ping().then(
        () => true,
        () => false,
      ),
    ...(options.demo ? { demoAccounts: DEMO_ACCOUNTS } : {}),
  });
  const closers: (() => Promise<void>)[] = [];
  const callerOf = (principal: Principal) =>
    createCaller({
      ...runtime,
      principal,
      requestId: randomUUID(),
      ip: "192.0.2.1",
      userAgent: "test",
      door: "in-process",
      cookies: null,
    });

  return {
    db,
    databaseUrl: database.url,
    clock,
    runtime,
    settings,
    providers,
    logs,
    createActor: (actor) => createActor(runtime, actor),
    as: ({ principal }) => callerOf(principal),
    caller: callerOf(ANONYMOUS),
    request: async (path, init) => app.request(path, init),
    runJobs: () => runDueJobs(runtime),
    async listen() {
      const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
      await new Promise<void>((resolve) => void server.once("listening", () => resolve()));
      closers.push(
        () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      );
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async [Symbol.asyncDispose]() {
      for (const close of closers) await close();
      await database[Symbol.asyncDispose]();
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}
