import { AppError, INTERNAL_MESSAGE } from "@causeway/contract";
import { legacySystems } from "@causeway/legacy";
import { createV1, renderProblem } from "@causeway/rest";
import type { Door } from "@causeway/router";
import type { DemoAccount, Runtime } from "@causeway/services";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { browserFacts, cookieNames, tokenCookies } from "./http/cookies.ts";
import { corsByList } from "./http/cors.ts";
import { serveDownloads } from "./http/downloads.ts";
import type { HttpContext, HttpEnv } from "./http/env.ts";
import { bodyLimits, type RenderError } from "./http/limits.ts";
import { createMetrics } from "./http/metrics.ts";
import { checkOrigin } from "./http/origin-check.ts";
import { principalOf, renewableSession } from "./http/principal.ts";
import { admitted, chargesOf } from "./http/rate-limits.ts";
import { requestFacts } from "./http/request-facts.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { serveSmsCallbacks } from "./http/sms-callbacks.ts";
import { renderTrpcError, serveTrpc } from "./http/trpc.ts";
import { serveWeb } from "./http/web.ts";
import type { Settings } from "./settings.ts";

export interface AppOptions {
  runtime: Runtime;
  settings: Settings;
  /** Where the browser finds this server, without a slash at the end. */
  publicUrl: string;
  /** The folder of the built web app. */
  webFolder: string;
  /** Resolves when the database answers and the process takes requests. */
  isReady: () => Promise<boolean>;
  /** Shown on the sign-in page; none unless told. */
  demoAccounts?: DemoAccount[];
}

/** The whole server as one Hono app, without a socket. */
export function createApp({ runtime, settings, publicUrl, webFolder, isReady, demoAccounts = [] }: AppOptions): Hono<HttpEnv> {
  const names = cookieNames(publicUrl);
  const origins = new Set([publicUrl, ...localNames(publicUrl), ...settings.corsOrigins]);
  const metrics = createMetrics(runtime.counters);

  const createContext =
    (door: Door) =>
    async (c: HttpContext, headers: Headers, calls = 1) => {
      checkOrigin(c, { origins, names });
      const facts = c.get("facts");
      const { requestId, ip, userAgent } = facts;
      const charges = chargesOf(runtime, facts);
      const identify = () => principalOf(c, runtime, { names, calls });
      const findSession = () => renewableSession(c, runtime, names);
      const principal = await admitted({ identify, findSession, calls }, charges);
      const cookies = tokenCookies(c, names, headers);
      return { ...runtime, ...browserFacts(c, names), principal, requestId, ip, userAgent, door, cookies, charge: charges.charge };
    };

  const app = new Hono<HttpEnv>();
  app.use(requestFacts({ headers: securityHeaders({ isHttps: names.isSecure }), trustedProxies: settings.trustedProxies }));
  app.use(metrics.observe);

  const guard = (path: string, render: RenderError) => {
    app.use(path, corsByList(origins));
    app.use(path, bodyLimits(render));
  };
  guard("/trpc/*", renderTrpcError);
  guard("/v1/*", renderProblem);

  app.all("/trpc/*", serveTrpc(createContext("rpc"), runtime.logger));
  app.route("/", createV1({ createContext: createContext("rest"), publicUrl }));
  app.route("/", serveDownloads({ runtime, createContext: (c) => createContext("rest")(c, new Headers()) }));
  app.route("/", serveSmsCallbacks(runtime, publicUrl));
  app.get("/healthz", (c) => c.json({ status: "up" }));
  app.get("/readyz", async (c) => ((await isReady()) ? c.json({ status: "ready" }) : c.json({ status: "not ready" }, 503)));
  app.get("/metrics", async (c) => c.body(await metrics.text(), 200, { "content-type": metrics.contentType }));
  app.get("/demo", (c) => c.json({ accounts: demoAccounts }));

  for (const system of legacySystems) {
    const mount = settings.legacyMounts[system.id] ?? `/legacy/${system.id}`;
    app.route(mount, system.createApi({ runtime, settings: settings.legacy[system.id] ?? {}, mount }));
  }
  app.route("/", serveWeb(webFolder));

  app.notFound((c) =>
    renderProblem(c, new AppError({ code: "NOT_FOUND", reason: "NO_SUCH_PAGE", message: `There is nothing at ${c.req.path}.` })),
  );
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    runtime.logger.error(
      { err: error, requestId: c.get("facts").requestId, method: c.req.method, path: c.req.path },
      "request failed",
    );
    return renderProblem(c, new AppError({ code: "INTERNAL", reason: "INTERNAL", message: INTERNAL_MESSAGE }));
  });
  return app;
}

/** On one's own machine the same server is reached by name and by number. */
function localNames(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  const names = ["localhost", "127.0.0.1"];
  if (url.protocol !== "http:" || !names.includes(url.hostname)) return [];
  return names.map((name) => `http://${name}:${url.port || "80"}`);
}
