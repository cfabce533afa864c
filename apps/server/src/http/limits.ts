import { AppError } from "@causeway/contract";
import { listFormRoutes } from "@causeway/rest";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { HttpContext, HttpEnv } from "./env.ts";

/** A request's body at most, in bytes. Multipart forms have limits of their own, by their address. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** What a form has beside its files, at most: fields, and what separates them. */
const MAX_FORM_BYTES = 64 * 1024;

export type RenderError = (c: HttpContext, error: AppError) => Response;

const formLimits = new Map(listFormRoutes().map(({ path, maxFileBytes }) => [path, { maxFileBytes }]));

/** How large a file of a multipart form may be here; undefined for any other body, and where none is taken. */
export function formLimit(c: HttpContext): { maxFileBytes: number } | undefined {
  const isForm = /^multipart\/form-data(;|$)/i.test(c.req.header("content-type") ?? "");
  return isForm ? formLimits.get(c.req.path) : undefined;
}

/**
 * Refuses bodies that are too large, however they are framed, and compressed ones, whose size nobody knows. The answer
 * closes the connection: the rest of the body is still on its way and must not be read as the next request.
 */
export function bodyLimits(render: RenderError): MiddlewareHandler<HttpEnv> {
  const refuse = (c: HttpContext, maxBytes: number) => {
    const message = `The request is larger than ${Math.floor(maxBytes / (1024 * 1024))} MB. Nothing was changed.`;
    const answer = render(c, new AppError({ code: "PAYLOAD_TOO_LARGE", reason: "BODY_TOO_LARGE", message }));
    answer.headers.set("connection", "close");
    return answer;
  };
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, MAX_BODY_BYTES) });
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const encoding = c.req.header("content-encoding");
    if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
      return render(c, new AppError({ code: "BAD_REQUEST", reason: "BODY_COMPRESSED", message: "Send the body uncompressed." }));
    }
    const form = formLimit(c);
    if (!form) return limit(c, next);
    const maxFormBytes = form.maxFileBytes + MAX_FORM_BYTES;
    // Without a length, whoever reads the form counts.
    return Number(c.req.header("content-length") ?? 0) > maxFormBytes ? refuse(c, maxFormBytes) : next();
  };
}
