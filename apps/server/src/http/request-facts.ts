import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import type { HttpContext, HttpEnv } from "./env.ts";

const REQUEST_ID = /^[A-Za-z0-9._-]{8,128}$/;

/**
 * The client's address: the socket's, or with `hops` proxies of our own in front, the entry of X-Forwarded-For that the
 * outermost of them wrote. Entries further left are the client's own words and never believed.
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined, hops: number): string | null {
  const chain = [...(forwardedFor ?? "").split(",").map((part) => part.trim()), socketAddress ?? ""];
  const address = hops === 0 ? (socketAddress ?? "") : (chain.at(-1 - hops) ?? "");
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return isIP(plain) ? plain : null;
}

/** Gives every request an id, an address and a logger, and says the id back. */
export function requestFacts({ logger, trustedProxies }: { logger: Logger; trustedProxies: number }): MiddlewareHandler<HttpEnv> {
  return async (c: HttpContext, next) => {
    const asked = c.req.header("x-request-id");
    const requestId = asked !== undefined && REQUEST_ID.test(asked) ? asked : randomUUID();
    const ip = clientAddress(c.env?.incoming?.socket.remoteAddress, c.req.header("x-forwarded-for"), trustedProxies);
    c.set("facts", { requestId, ip, userAgent: c.req.header("user-agent") ?? null, logger: logger.child({ requestId }) });
    await next();
    c.res.headers.set("x-request-id", requestId);
  };
}
