import { parse as parseFlat } from "node:querystring";
import { ERROR_KINDS } from "@causeway/contract";
import type { Dialect } from "../dialect.ts";
import { appErrorOf } from "../failure.ts";
import { LegacyRefusal, LegacyReply } from "../reply.ts";
import { expressPath } from "./express/match-path.ts";
import { NotFoundPage } from "./express/not-found-page.ts";
import { BodyRefused, readExpressBody } from "./express/read-body.ts";
import { readExpressUpload } from "./express/read-upload.ts";
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
 * are read before a route is looked for, any path has a preflight, no method is ever not allowed. Routes that take a file
 * read it by multer.
 */
export function express({ failure, error }: ExpressOptions): Dialect {
  const refusing = async <TBody>(reading: Promise<TBody>): Promise<TBody> => {
    try {
      return await reading;
    } catch (cause) {
      throw cause instanceof BodyRefused ? new LegacyRefusal(failure) : cause;
    }
  };
  return {
    intercept: (request) => (request.method === "OPTIONS" ? preflight(request.headers) : null),
    readBody: (request) => refusing(readExpressBody(request)),
    readUpload: (request, upload) => refusing(readExpressUpload(request, upload)),
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
      const known = appErrorOf(thrown);
      const retryAfter = known?.details?.["retryAfterSeconds"];
      if (!known || typeof retryAfter !== "number") return failure;
      const { status } = ERROR_KINDS[known.code];
      return new LegacyReply(status, error(status, known.message).body, { "retry-after": String(Math.ceil(retryAfter)) });
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
