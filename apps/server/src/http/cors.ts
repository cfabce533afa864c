import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HttpEnv } from "./env.ts";

/** Lets pages of the listed origins read our answers (Fetch standard, section 3.3). Requests without an Origin pass by. */
export function corsByList(origins: ReadonlySet<string>): MiddlewareHandler<HttpEnv> {
  const allow = cors({
    origin: (origin) => (origins.has(origin) ? origin : null),
    credentials: true,
    exposeHeaders: ["x-request-id", "retry-after", "ratelimit", "ratelimit-policy"],
    maxAge: 600,
  });
  return (c, next) => {
    if (c.req.header("origin") !== undefined) return allow(c, next);
    // A cache must not give this answer to a page of another origin.
    c.get("facts").headers["vary"] = "Origin";
    return next();
  };
}
