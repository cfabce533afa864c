import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { migrate, openStore, parseDatabaseUrl, type Store } from "@causeway/db";
import { crossingEngines } from "@causeway/legacy";
import {
  ANONYMOUS,
  createRuntime,
  DEMO_ACCOUNTS,
  ensureRoles,
  isEmptyDatabase,
  type JobDelivery,
  keptSecret,
  openAudit,
  openBossDelivery,
  type Runtime,
  seedDemo,
  serviceContext,
  startWorker,
} from "@causeway/services";
import { serve, type ServerType } from "@hono/node-server";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { keepAuditSealed } from "./keep-audit-sealed.ts";
import { oldTokenSystems } from "./old-token-systems.ts";
import { openProviders } from "./open-providers.ts";
import { openTokenWindows, writeTokenUses } from "./open-token-windows.ts";
import { SettingError, type Settings } from "./settings.ts";
import { sharedState } from "./shared-state.ts";

/** How long requests in flight and running jobs may take to finish after the order to stop, in milliseconds. */
const STOP_PATIENCE = 10_000;

export interface RunningServer {
  /** Where it listens. */
  url: string;
  /** Takes no new requests, lets those in flight finish, closes the database. */
  stop(): Promise<void>;
}

/** Beside the bundle in production, in the workspace when run from source. */
function webFolder(): string {
  const candidates = ["web", "../../web/dist"].map((path) => join(import.meta.dirname, path));
  return candidates.find((path) => existsSync(join(path, "index.html"))) ?? candidates[1] ?? "";
}

function wantsDemo(settings: Settings): boolean {
  const isEmbedded = parseDatabaseUrl(settings.databaseUrl).dialect === "sqlite";
  return settings.demo ?? (isEmbedded && !settings.isProduction);
}

/** Demo data goes into an empty database only; on a later start, its accounts are shown as long as they are there. */
async function prepareDemo(runtime: Runtime): Promise<boolean> {
  if (await isEmptyDatabase(runtime.db)) {
    await seedDemo({ ...runtime, principal: ANONYMOUS, requestId: randomUUID(), ip: null, userAgent: null });
    return true;
  }
  const { user } = runtime.db.tables;
  const rows = await runtime.db.select({ email: user.email }).from(user).limit(100);
  return DEMO_ACCOUNTS.every(({ email }) => rows.some((row) => row.email === email));
}

type Fetch = ReturnType<typeof createApp>["fetch"];

async function listen(fetch: Fetch, { host, port }: Settings): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (info) => resolve({ server, port: info.port }));
    server.once("error", (cause) => {
      reject(new SettingError(`PORT: cannot listen on ${host}:${port}: ${messageOf(cause)}`, { cause }));
    });
  });
}

/** Resolves when the last connection has closed: at once those that wait for a next request, by force after `STOP_PATIENCE`. */
async function closeServer(server: ServerType): Promise<void> {
  if (!("closeIdleConnections" in server)) return void server.close();
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const force = setTimeout(() => server.closeAllConnections(), STOP_PATIENCE);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(force);
}

const messageOf = (error: unknown) =>
  error instanceof Error ? error.message || ("code" in error ? String(error.code) : error.name) : String(error);

/** An address as it may be shown: without the password. */
function shownUrl(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/]*):[^@/]*@/, "$1:***@");
}

/** How this machine reaches the server. */
function localUrl(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** Migrates, opens and serves everything on one port. Throws with one clear message when it cannot. */
export async function startServer(settings: Settings, logger: Logger): Promise<RunningServer> {
  const applied = await migrate(settings.databaseUrl).catch((cause: unknown) => {
    throw new SettingError(`DATABASE_URL: ${shownUrl(settings.databaseUrl)} cannot be used: ${messageOf(cause)}`, { cause });
  });
  if (applied.length > 0) logger.info({ applied }, "database migrated");
  const store: Store = openStore(settings.databaseUrl, {
    onConnectionLost: (err) => logger.warn({ err }, "database connection lost"),
  });
  const opened = new AsyncDisposableStack();
  opened.use(store);
  try {
    const secret = settings.authSecret ?? keptSecret(settings.dataDir);
    const delivery =
      store.db.dialect === "postgres" ? opened.use(await openBossDelivery({ url: settings.databaseUrl, logger })) : undefined;
    const providers = opened.use(openProviders(settings, store.db, logger));
    const runtime = await createRuntime({
      db: store.db,
      providers,
      logger,
      secret,
      previousSecrets: settings.previousAuthSecrets,
      auditRetentionDays: settings.auditRetentionDays ?? null,
      signUpMode: settings.signUpMode,
      hashing: settings.hashing,
      fileQuotaBytes: settings.files.quotaBytes,
      oldTokens: oldTokenSystems(settings),
      crossings: crossingEngines,
      ...(delivery ? { delivery } : {}),
      ...sharedState({ settings, logger, db: store.db, opened }),
    });
    await ensureRoles(store.db);
    await openAudit(serviceContext(runtime, "start"));
    await openTokenWindows(runtime);
    opened.use(writeTokenUses(runtime.tokenUses, logger));
    opened.use(keepAuditSealed(runtime));
    const isDemo = wantsDemo(settings) && (await prepareDemo(runtime));
    return await serveRuntime({ settings, logger, store, runtime, delivery, opened, isDemo });
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function serveRuntime({
  settings,
  logger,
  store,
  runtime,
  delivery,
  opened,
  isDemo,
}: {
  settings: Settings;
  logger: Logger;
  store: Store;
  runtime: Runtime;
  delivery: JobDelivery | undefined;
  /** What is open, to be closed at the end. */
  opened: AsyncDisposableStack;
  isDemo: boolean;
}): Promise<RunningServer> {
  let isStopping = false;
  // With PORT=0 the address, which cookies and origins depend on, is known only once the socket is open.
  let app: ReturnType<typeof createApp> | undefined;
  const fetch: Fetch = (...request) =>
    app?.fetch(...request) ?? new Response("starting\n", { status: 503, headers: { "retry-after": "1" } });
  const { server, port } = await listen(fetch, settings);
  const url = localUrl(settings.host, port);
  const publicUrl = settings.publicUrl ?? url;
  const here = { ...runtime, publicUrl };
  app = createApp({
    runtime: here,
    settings,
    publicUrl,
    webFolder: webFolder(),
    isReady: async () =>
      !isStopping &&
      (await store.ping().then(
        () => true,
        () => false,
      )),
    ...(isDemo ? { demoAccounts: DEMO_ACCOUNTS } : {}),
  });
  const worker = await startWorker(here, { ...(delivery ? { delivery } : {}), patienceMs: STOP_PATIENCE });
  return {
    url,
    async stop() {
      if (isStopping) return;
      isStopping = true;
      logger.info("stopping: finishing the requests in flight");
      await Promise.all([closeServer(server), worker.stop()]);
      await opened.disposeAsync();
      logger.info("stopped");
    },
  };
}
