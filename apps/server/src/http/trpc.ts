import type { AppError } from "@causeway/contract";
import { appRouter, describeError, type ErrorShape, type RouterContext, toTRPCError } from "@causeway/router";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { Logger } from "pino";
import type { HttpContext } from "./env.ts";

/** Calls in one batch at most; refused before anything is looked up. */
const MAX_BATCH = 20;

export type CreateContext = (c: HttpContext, headers: Headers) => Promise<RouterContext>;

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

export function serveTrpc(createContext: CreateContext, logger: Logger) {
  return (c: HttpContext): Promise<Response> => {
    const facts = c.get("facts");
    facts.hasHeaders = true;
    return fetchRequestHandler({
      endpoint: "/trpc",
      req: c.req.raw,
      router: appRouter,
      maxBatchSize: MAX_BATCH,
      onError({ error, ctx }) {
        // Once there is a context, the procedures' own middleware logs.
        if (ctx || error.code !== "INTERNAL_SERVER_ERROR") return;
        logger.error({ err: error.cause ?? error, requestId: facts.requestId }, "request failed");
      },
      responseMeta: () => ({ headers: new Headers({ ...facts.headers, "cache-control": "no-store" }) }),
      createContext: async ({ resHeaders }) => {
        try {
          return await createContext(c, resHeaders);
        } catch (error) {
          throw toTRPCError(error);
        }
      },
    });
  };
}
