import { AppError } from "@causeway/contract";
import { type RouterContext, toTRPCError } from "@causeway/router";
import { type AnyTRPCRouter, callTRPCProcedure, TRPCError } from "@trpc/server";
import { type Context, Hono } from "hono";
import type { RestEnv } from "../env.ts";
import { lazyForm } from "../multipart/lazy-form.ts";
import { renderProblem } from "../problem.ts";
import { readInput } from "./read-input.ts";
import { createRoutes, type Route } from "./routes.ts";
import { streamDownload } from "./stream-download.ts";
import { streamEvents } from "./stream-events.ts";

export interface ProcedureServerOptions<TEnv extends RestEnv> {
  router: AnyTRPCRouter;
  /** Makes the context of one call; cookies to be set go into `headers`, which become the answer's. */
  createContext: (c: Context<TEnv>, headers: Headers) => Promise<RouterContext>;
}

/** A Hono app with one route per procedure. JSON, event streams and exports leave it, never from a cache. */
export function serveProcedures<TEnv extends RestEnv>({ router, createContext }: ProcedureServerOptions<TEnv>): Hono<TEnv> {
  const app = new Hono<TEnv>();
  for (const route of createRoutes(router)) {
    const allowed = allowedMethods(route);
    app.all(route.path.replace("{id}", ":id"), async (c) => {
      if (c.req.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: allowed.join(", ") } });
      if (!allowed.includes(c.req.method)) return refuseMethod(c, allowed);
      const headers = new Headers({ "cache-control": "no-store" });
      const answer = await answerCall(c, { route, headers, router, createContext }).catch((error: unknown) =>
        renderForeseen(c, error),
      );
      for (const [name, value] of headers) {
        if (name === "set-cookie") answer.headers.append(name, value);
        else answer.headers.set(name, value);
      }
      return answer;
    });
  }
  app.all("/v1/*", (c) =>
    renderProblem(c, new AppError({ code: "NOT_FOUND", reason: "NO_SUCH_PAGE", message: `There is nothing at ${c.req.path}.` })),
  );
  return app;
}

/** A stream has no HEAD: nobody would read it to its end. */
function allowedMethods({ type }: Route): string[] {
  if (type === "mutation") return ["POST", "OPTIONS"];
  return type === "query" ? ["GET", "HEAD", "OPTIONS"] : ["GET", "OPTIONS"];
}

interface Call<TEnv extends RestEnv> extends ProcedureServerOptions<TEnv> {
  route: Route;
  headers: Headers;
}

async function answerCall<TEnv extends RestEnv>(c: Context<TEnv>, { route, headers, router, createContext }: Call<TEnv>) {
  const ctx = await createContext(c, headers);
  await using form = route.form && lazyForm(c.req.raw, route.form);
  const input = form ? null : await readInput(c.req, route);
  const gone = new AbortController();
  const signal = route.type === "subscription" ? AbortSignal.any([c.req.raw.signal, gone.signal]) : c.req.raw.signal;
  const call = {
    router,
    path: route.name,
    type: route.type,
    ctx,
    getRawInput: async () => (form ? form.get() : input),
    signal,
    batchIndex: 0,
  };
  const output: unknown = await callTRPCProcedure(call);
  if (route.type === "subscription") return streamEvents(c, { events: output, name: route.name, gone });
  if (route.download === null) return Response.json(output ?? null);
  const next = (cursor: string) => callTRPCProcedure({ ...call, getRawInput: async () => Object.assign({}, input, { cursor }) });
  return streamDownload({ first: output, next, fileName: route.download });
}

/** What the procedures answer for, and broken requests. The rest goes on to the server, which logs it. */
function renderForeseen<TEnv extends RestEnv>(c: Context<TEnv>, error: unknown): Response {
  const isForeseen = error instanceof TRPCError || toTRPCError(error).code !== "INTERNAL_SERVER_ERROR";
  if (!isForeseen) throw error;
  return renderProblem(c, error);
}

function refuseMethod<TEnv extends RestEnv>(c: Context<TEnv>, allowed: string[]): Response {
  const message = `This address takes ${allowed[0]}, not ${c.req.method}.`;
  const answer = renderProblem(c, new TRPCError({ code: "METHOD_NOT_SUPPORTED", message }));
  answer.headers.set("allow", allowed.join(", "));
  return answer;
}
