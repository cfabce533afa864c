import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import type { HttpContext, HttpEnv, RequestFacts } from "./env.ts";

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

/** Of somebody's own, for whatever does not say more: the old APIs (RFC 9111, section 5.2.2.7). */
const PRIVATE = { "cache-control": "private" };
const saysWho = (c: HttpContext) => c.req.header("authorization") !== undefined || c.req.header("cookie") !== undefined;

/** Gives every request an id and an address, and every answer the headers that all answers carry. */
export function requestFacts({
  headers,
  trustedProxies,
}: {
  headers: Record<string, string>;
  trustedProxies: number;
}): MiddlewareHandler<HttpEnv> {
  return async (c: HttpContext, next) => {
    const asked = c.req.header("x-request-id");
    const requestId = asked !== undefined && REQUEST_ID.test(asked) ? asked : randomUUID();
    const forwardedFor = trustedProxies === 0 ? undefined : c.req.header("x-forwarded-for");
    const facts: RequestFacts = {
      requestId,
      ip: clientAddress(c.env?.incoming?.socket.remoteAddress, forwardedFor, trustedProxies),
      userAgent: c.req.header("user-agent") ?? null,
      headers: { ...headers, "x-request-id": requestId, ...(saysWho(c) ? PRIVATE : {}) },
      hasHeaders: false,
    };
    c.set("facts", facts);
    await next();
    if (facts.hasHeaders) return;
    for (const [name, value] of Object.entries(facts.headers)) {
      // An old API may have said its own.
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  };
}
