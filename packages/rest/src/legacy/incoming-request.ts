import { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { Context } from "hono";
import type { LegacyEnv } from "./env.ts";
import type { IncomingLegacyRequest } from "./request.ts";

/**
 * The request as the old server saw it: below the mount, and with the bytes of the request line where a socket supplies
 * them, because a URL object has changed them already.
 */
export function incomingRequest(c: Context<LegacyEnv>, mount: string): IncomingLegacyRequest {
  const { raw } = c.req;
  const prefix = mount === "/" ? "" : mount;
  const node = nodeRequest(c.env);
  const line = node?.url;
  const target =
    line?.startsWith("/") === true && isBelow(line, prefix) ? line : raw.url.slice(raw.url.indexOf("/", "https://".length));
  const below = isBelow(target, prefix) ? target.slice(prefix.length) : target;
  const question = below.indexOf("?");
  const path = question === -1 ? below : below.slice(0, question);
  return {
    method: raw.method,
    path: path.startsWith("/") ? path : `/${path}`,
    search: question === -1 ? "" : below.slice(question + 1),
    headers: raw.headers,
    body: bodyOf(raw, node),
  };
}

function isBelow(target: string, prefix: string): boolean {
  return target.startsWith(prefix) && ["/", "?", ""].includes(target.slice(prefix.length, prefix.length + 1));
}

/** Node's own request, which `@hono/node-server` hands on; absent where a test calls the app without a socket. */
function nodeRequest(env: unknown): IncomingMessage | undefined {
  if (typeof env !== "object" || env === null || !("incoming" in env)) return undefined;
  return env.incoming instanceof IncomingMessage ? env.incoming : undefined;
}

/**
 * Behind a socket every POST has a stream and no GET has one, so the framing headers decide (RFC 9112, section 6) and Node's
 * request has the bytes; without a socket there are no such headers.
 */
function bodyOf(raw: Request, node: IncomingMessage | undefined): ReadableStream<Uint8Array> | null {
  if (!node) return raw.body;
  if (!raw.headers.has("transfer-encoding") && !raw.headers.has("content-length")) return null;
  return raw.body ?? webStream(node);
}

/** The same bytes as a web stream. Safe because a request's stream gives buffers. */
const webStream = (node: IncomingMessage) => Readable.toWeb(node) as ReadableStream<Uint8Array>;
