import { parse as parseFlat } from "node:querystring";
import type { Dialect } from "../dialect.ts";
import { appErrorOf } from "../failure.ts";
import { LegacyRefusal, LegacyReply } from "../reply.ts";
import { expressPath } from "./express/match-path.ts";
import { NotFoundPage } from "./express/not-found-page.ts";
import { BodyRefused, readExpressBody } from "./express/read-body.ts";
import { sendLikeExpress } from "./express/send.ts";

export interface ExpressOptions {
  /** What the app's own error handler sent, for malformed requests and for whatever went wrong unforeseen. */
  failure: LegacyReply;
  /** A short text in the app's error shape, for what only this server has to say. */
  error: (status: number, message: string) => LegacyReply;
}

/** On every answer of an app that uses `cors()` with its defaults. */
const ALWAYS = { "x-powered-by": "Express", "access-control-allow-origin": "*" };

/**
 * Express 5 with its defaults and, in this order, `cors()`, `express.json()`, `express.urlencoded({ extended: true })`: bodies
 * are read before a route is looked for, any path has a preflight, no method is ever not allowed.
 */
export function express({ failure, error }: ExpressOptions): Dialect {
  return {
    intercept: (request) => (request.method === "OPTIONS" ? preflight(request.headers) : null),
    async readBody(request) {
      try {
        return await readExpressBody(request);
      } catch (cause) {
        throw cause instanceof BodyRefused ? new LegacyRefusal(failure) : cause;
      }
    },
    readQuery: (search) => parseFlat(search),
    matcher(pattern) {
      const match = expressPath(pattern);
      return (path) => {
        try {
          return match(path);
        } catch (cause) {
          throw cause instanceof URIError ? new LegacyRefusal(failure) : cause;
        }
      };
    },
    notFound: ({ method, path }) => new NotFoundPage(method, path),
    failed(thrown) {
      const retryAfter = appErrorOf(thrown)?.details?.["retryAfterSeconds"];
      if (typeof retryAfter !== "number") return failure;
      const { body } = error(503, appErrorOf(thrown)?.message ?? "");
      return new LegacyReply(503, body, { "retry-after": String(Math.ceil(retryAfter)) });
    },
    send: (reply, request, serverHeaders) => sendLikeExpress(reply, request, { ...serverHeaders, ...ALWAYS }),
  };
}

function preflight(headers: Headers): LegacyReply {
  const asked = headers.get("access-control-request-headers");
  return new LegacyReply(
    204,
    { kind: "empty" },
    {
      "access-control-allow-methods": "GET,HEAD,PUT,PATCH,POST,DELETE",
      vary: "Access-Control-Request-Headers",
      ...(asked ? { "access-control-allow-headers": asked } : {}),
      "content-length": "0",
    },
  );
}
