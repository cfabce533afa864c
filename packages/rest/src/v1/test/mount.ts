import type { ProcedureMeta, RouterContext, TokenCookies } from "@causeway/router";
import type { TestApp } from "@causeway/testing";
import { type AnyTRPCRouter, initTRPC } from "@trpc/server";
import { Hono } from "hono";
import type { RestEnv } from "../../env.ts";
import { serveProcedures } from "../serve-procedures.ts";

/** For procedures that only a test needs. */
export const t = initTRPC.context<RouterContext>().meta<ProcedureMeta>().create();
export const open = t.procedure.meta({ access: "public" });

/** Serves a router of the test's own over REST, for an anonymous caller; `prepare` runs before each call. */
export function mount(app: TestApp, router: AnyTRPCRouter, prepare: () => void = () => {}): Hono<RestEnv> {
  const cookiesInto = (headers: Headers): TokenCookies => ({
    refreshToken: undefined,
    write: () => headers.append("set-cookie", "written=1"),
    rememberBrowser: () => headers.append("set-cookie", "remembered=1"),
    trustDevice: () => headers.append("set-cookie", "trusted=1"),
    readOld: () => undefined,
    dropOld: () => headers.append("set-cookie", "dropped=1"),
    clear: () => headers.append("set-cookie", "cleared=1"),
  });
  const hono = new Hono<RestEnv>();
  hono.use(async (c, next) => {
    c.set("facts", { requestId: "request-1" });
    await next();
  });
  const { runtime } = app;
  const createContext = async (_: unknown, headers: Headers): Promise<RouterContext> => {
    prepare();
    const known = { requestId: "request-1", ip: null, userAgent: null, door: "rest" as const };
    return { ...runtime, ...known, principal: { kind: "anonymous" }, cookies: cookiesInto(headers) };
  };
  return hono.route("/", serveProcedures<RestEnv>({ router, createContext }));
}
