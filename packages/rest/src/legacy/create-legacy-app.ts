import { randomUUID } from "node:crypto";
import { createCaller } from "@causeway/router";
import type { Runtime } from "@causeway/services";
import { Hono } from "hono";
import type { Dialect, MatchPath } from "./dialect.ts";
import type { LegacyEnv, LegacyRequestFacts } from "./env.ts";
import { replyToFailure } from "./failure.ts";
import { incomingRequest } from "./incoming-request.ts";
import type { LegacyReply } from "./reply.ts";
import type { IncomingLegacyRequest } from "./request.ts";
import type { CallAs, LegacyRow } from "./row.ts";

export interface LegacyAppOptions<TTools> {
  rows: readonly LegacyRow<TTools>[];
  dialect: Dialect;
  runtime: Runtime;
  tools: TTools;
  /** Where the old root is on this server, without a slash at the end; `/` for the old place. */
  mount: string;
  /** At its old place: the paths that belong to the old API, where the web app has the rest. */
  owns: (path: string) => boolean;
}

/** An old API as one Hono app, to be mounted at `mount`. */
export function createLegacyApp<TTools>(options: LegacyAppOptions<TTools>): Hono<LegacyEnv> {
  const { rows, dialect, runtime, tools, mount, owns } = options;
  const routes = rows.map((row) => ({ row, match: dialect.matcher(row.path) }));

  async function answer(request: IncomingLegacyRequest, facts: LegacyRequestFacts): Promise<LegacyReply> {
    const callAs = callerFor(runtime, facts);
    let row: LegacyRow<TTools> | undefined;
    try {
      const early = dialect.intercept(request);
      if (early) return early;
      const body = await dialect.readBody(request);
      const { found, allowed } = findRow(routes, request);
      if (!found) return dialect.notFound(request, allowed);
      ({ row } = found);
      const { method, path, headers } = request;
      const read = { method, path, headers, body, params: found.params, query: dialect.readQuery(request.search) };
      return await row.run({ request: read, tools, callAs });
    } catch (error) {
      return replyToFailure(error, { row, dialect, runtime, requestId: facts.requestId });
    }
  }

  const app = new Hono<LegacyEnv>();
  app.use("*", async (c, next) => {
    const request = incomingRequest(c, mount);
    if (mount === "/" && !owns(request.path)) return next();
    const facts = c.get("facts") ?? { requestId: randomUUID(), ip: null, userAgent: null, headers: {}, hasHeaders: false };
    const reply = await answer(request, facts);
    facts.hasHeaders = true;
    return dialect.send(reply, request, facts.headers);
  });
  return app;
}

interface Route<TTools> {
  row: LegacyRow<TTools>;
  match: MatchPath;
}

/** HEAD is answered by the rows of GET. */
function findRow<TTools>(routes: readonly Route<TTools>[], request: IncomingLegacyRequest) {
  const method = request.method === "HEAD" ? "GET" : request.method;
  const allowed: string[] = [];
  let found: { row: LegacyRow<TTools>; params: Record<string, string> } | undefined;
  for (const { row, match } of routes) {
    const params = match(request.path);
    if (!params) continue;
    allowed.push(row.method);
    if (row.method === method) found ??= { row, params };
  }
  return { found, allowed };
}

function callerFor(runtime: Runtime, { requestId, ip, userAgent }: LegacyRequestFacts): CallAs {
  return (principal) => createCaller({ ...runtime, principal, requestId, ip, userAgent, door: "in-process", cookies: null });
}
