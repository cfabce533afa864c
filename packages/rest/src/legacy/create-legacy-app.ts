import { randomUUID } from "node:crypto";
import { createCaller } from "@causeway/router";
import {
  ANONYMOUS,
  chargeRequest,
  oldRateLimitHeaders,
  rateLimitHeaders,
  type RequestCharges,
  type Runtime,
} from "@causeway/services";
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
  /** The paths that belong to this API, where others have the rest; all unless told. */
  owns?: (path: string) => boolean;
}

/** An old API as one Hono app, to be mounted at `mount`. */
export function createLegacyApp<TTools>(options: LegacyAppOptions<TTools>): Hono<LegacyEnv> {
  const { rows, dialect, runtime, tools, mount, owns = () => true } = options;
  const routes = rows.map((row) => ({ row, match: dialect.matcher(row.path) }));

  /** Whoever was not told apart by a route, a wrong token included, is charged as a stranger. */
  async function answer(request: IncomingLegacyRequest, facts: LegacyRequestFacts, charges: RequestCharges): Promise<LegacyReply> {
    const early = dialect.intercept(request);
    if (early) return early;
    const reply = await answerRow(request, facts, charges);
    if (charges.isAdmitted) return reply;
    try {
      await charges.admit(ANONYMOUS);
      return reply;
    } catch (error) {
      return replyToFailure(error, { row: undefined, dialect, runtime, requestId: facts.requestId });
    }
  }

  async function answerRow(
    request: IncomingLegacyRequest,
    facts: LegacyRequestFacts,
    { admit, charge }: RequestCharges,
  ): Promise<LegacyReply> {
    const callAs = callerFor(runtime, facts, charge);
    let row: LegacyRow<TTools> | undefined;
    try {
      const body = await dialect.readBody(request, () => findRow(routes, request).found?.row);
      const { found, allowed } = findRow(routes, request);
      if (!found) return dialect.notFound(request, allowed);
      ({ row } = found);
      const { method, path, headers } = request;
      const read = { method, path, headers, body, file: null, params: found.params, query: dialect.readQuery(request.search) };
      return await row.run({ request: read, tools, callAs, admit, readUpload: (upload) => dialect.readUpload(request, upload) });
    } catch (error) {
      return replyToFailure(error, { row, dialect, runtime, requestId: facts.requestId });
    }
  }

  const app = new Hono<LegacyEnv>();
  app.use("*", async (c, next) => {
    const request = incomingRequest(c, mount);
    if (!owns(request.path)) return next();
    const facts = c.get("facts") ?? { requestId: randomUUID(), ip: null, userAgent: null, headers: {}, hasHeaders: false };
    const charges = chargeRequest(runtime, facts);
    const reply = await answer(request, facts, charges);
    facts.hasHeaders = true;
    const told = { ...rateLimitHeaders(charges.states), ...oldRateLimitHeaders(charges.states, runtime.clock()) };
    return dialect.send(reply, request, { ...facts.headers, ...told });
  });
  return app;
}

interface Route<TTools> {
  row: LegacyRow<TTools>;
  match: MatchPath;
}

/** The first row that is the request's, as old servers looked for it; else the methods of the path. HEAD is answered by the rows of GET. */
function findRow<TTools>(routes: readonly Route<TTools>[], request: IncomingLegacyRequest) {
  const method = request.method === "HEAD" ? "GET" : request.method;
  const allowed: string[] = [];
  for (const { row, match } of routes) {
    const params = match(request.path);
    if (params && row.method === method) return { found: { row, params }, allowed };
    if (params) allowed.push(row.method);
  }
  return { found: undefined, allowed };
}

function callerFor(runtime: Runtime, { requestId, ip, userAgent }: LegacyRequestFacts, charge: RequestCharges["charge"]): CallAs {
  return (principal) =>
    createCaller({ ...runtime, principal, requestId, ip, userAgent, door: "in-process", cookies: null, charge });
}
