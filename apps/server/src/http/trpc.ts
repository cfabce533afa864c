import type { AppError } from "@causeway/contract";
import { lazyForm } from "@causeway/rest";
import { appRouter, describeError, type ErrorShape, type RouterContext, toTRPCError } from "@causeway/router";
import type { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { Logger } from "pino";
import type { HttpContext } from "./env.ts";
import { formLimit } from "./limits.ts";

/** Calls in one batch at most; refused before anything is looked up. */
const MAX_BATCH = 20;

/** `calls` is the number of calls in the request. */
export type CreateContext = (c: HttpContext, headers: Headers, calls: number) => Promise<RouterContext>;

/** A failure from before the procedures, in tRPC's own shape, so that its clients understand it. */
export function renderTrpcError(c: HttpContext, thrown: AppError): Response {
  const error = toTRPCError(thrown);
  const { message, ...told } = describeError(error);
  const httpStatus = getHTTPStatusCodeFromError(error);
  const shape: ErrorShape = {
    message,
    code: TRPC_ERROR_CODES_BY_KEY[error.code],
    data: { code: error.code, httpStatus, ...told, requestId: c.get("facts").requestId },
  };
  return Response.json({ error: { json: shape } }, { status: httpStatus });
}

/** When to come back, where one of the calls was refused for now. */
function retryAfter(errors: readonly TRPCError[]): Record<string, string> {
  const seconds = errors
    .map((error) => describeError(error).details?.["retryAfterSeconds"])
    .filter((value) => typeof value === "number");
  return seconds.length > 0 ? { "retry-after": String(Math.ceil(Math.max(...seconds))) } : {};
}

export function serveTrpc(createContext: CreateContext, logger: Logger) {
  return async (c: HttpContext): Promise<Response> => {
    const facts = c.get("facts");
    facts.hasHeaders = true;
    const limits = formLimit(c);
    await using form = limits ? lazyForm(c.req.raw, limits) : null;
    // tRPC would read the whole form into memory.
    if (form) Object.defineProperty(c.req.raw, "formData", { value: () => form.get() });
    return await fetchRequestHandler({
      endpoint: "/trpc",
      req: c.req.raw,
      router: appRouter,
      maxBatchSize: MAX_BATCH,
      onError({ error, ctx }) {
        // Once there is a context, the procedures' own middleware logs.
        if (ctx || error.code !== "INTERNAL_SERVER_ERROR") return;
        logger.error({ err: error.cause ?? error, requestId: facts.requestId }, "request failed");
      },
      responseMeta: ({ errors }) => ({
        headers: new Headers({ ...facts.headers, ...retryAfter(errors), "cache-control": "no-store" }),
      }),
      createContext: async ({ resHeaders, info }) => {
        try {
          return await createContext(c, resHeaders, info.calls.length);
        } catch (error) {
          throw toTRPCError(error);
        }
      },
    });
  };
}
