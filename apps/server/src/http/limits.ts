import { AppError } from "@causeway/contract";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { HttpContext, HttpEnv } from "./env.ts";

/** A request's body at most, in bytes. Uploads have limits of their own. */
export const MAX_BODY_BYTES = 1024 * 1024;

export type RenderError = (c: HttpContext, error: AppError) => Response;

/**
 * Refuses bodies that are too large, however they are framed, and compressed ones, whose size nobody knows. The answer
 * closes the connection: the rest of the body is still on its way and must not be read as the next request.
 */
export function bodyLimits(render: RenderError): MiddlewareHandler<HttpEnv> {
  const limit = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => {
      const answer = render(
        c,
        new AppError({
          code: "PAYLOAD_TOO_LARGE",
          reason: "BODY_TOO_LARGE",
          message: "The request is larger than 1 MB. Nothing was changed.",
        }),
      );
      answer.headers.set("connection", "close");
      return answer;
    },
  });
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const encoding = c.req.header("content-encoding");
    if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
      return render(c, new AppError({ code: "BAD_REQUEST", reason: "BODY_COMPRESSED", message: "Send the body uncompressed." }));
    }
    return limit(c, next);
  };
}
