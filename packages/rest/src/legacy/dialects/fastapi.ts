import { parse as parseFlat, unescape } from "node:querystring";
import type { Dialect, MatchPath } from "../dialect.ts";
import { appErrorOf } from "../failure.ts";
import { LegacyReply } from "../reply.ts";
import type { IncomingLegacyRequest } from "../request.ts";
import { readFastApiBody, readFastApiForm } from "./fastapi/read-body.ts";

const ALLOW_ORIGIN = { "access-control-allow-origin": "*" };

/** FastAPI with its defaults and CORS: errors as `detail`, a wrong method told from an unknown path, no ETags. */
export function fastapi(): Dialect {
  return {
    intercept: ({ method, headers }) =>
      method === "OPTIONS" && headers.has("access-control-request-method") ? preflight(headers) : null,
    readBody: async (request, findRoute) => (readsBody(request, findRoute()) ? readFastApiBody(request) : undefined),
    readUpload: readFastApiForm,
    readQuery: (search) => parseFlat(search),
    matcher: pathMatcher,
    notFound(_, allowed) {
      if (allowed.length === 0) return LegacyReply.json(404, { detail: "Not Found" });
      // Of several methods FastAPI names the one that was declared first.
      return LegacyReply.json(405, { detail: "Method Not Allowed" }, { allow: allowed[0] ?? "" });
    },
    failed(thrown) {
      const known = appErrorOf(thrown);
      const retryAfter = known?.details?.["retryAfterSeconds"];
      if (typeof retryAfter !== "number") return LegacyReply.json(500, { detail: "Internal server error" });
      return LegacyReply.json(503, { detail: known?.message ?? "" }, { "retry-after": String(Math.ceil(retryAfter)) });
    },
    send(reply, request, serverHeaders) {
      const headers: Record<string, string> = { ...serverHeaders, ...ALLOW_ORIGIN, ...reply.headers };
      const { status, body } = reply;
      if (body.kind === "empty") return new Response(null, { status, headers });
      headers["content-type"] = body.kind === "json" ? "application/json" : body.type;
      if (request.method === "HEAD") return new Response(null, { status, headers });
      if (body.kind === "stream") return new Response(body.stream, { status, headers });
      const content = body.kind === "json" ? JSON.stringify(body.value) : body.kind === "text" ? body.text : body.bytes;
      return new Response(content, { status, headers });
    },
  };
}

/** A body is looked at only where a route declares one; a form is read by its route. */
const readsBody = ({ method }: IncomingLegacyRequest, route: { takesForm: boolean } | undefined) =>
  route?.takesForm === false && method !== "GET" && method !== "HEAD" && method !== "DELETE";

/** Exact case; what is no valid percent-encoding becomes U+FFFD; one slash at the end is taken as if it were not there. */
function pathMatcher(pattern: string): MatchPath {
  const names: string[] = [];
  const source = pattern
    .split("/")
    .map((segment) => (segment.startsWith(":") ? (names.push(segment.slice(1)), "([^/]+)") : segment))
    .join("/");
  const expression = new RegExp(`^${source}/?$`);
  return (path) => {
    const found = expression.exec(path);
    return found && Object.fromEntries(names.map((name, index) => [name, unescape(found[index + 1] ?? "")]));
  };
}

function preflight(headers: Headers): LegacyReply {
  const asked = headers.get("access-control-request-headers");
  return new LegacyReply(
    200,
    { kind: "text", type: "text/plain; charset=utf-8", text: "OK" },
    {
      "access-control-allow-methods": "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
      "access-control-max-age": "600",
      ...(asked ? { "access-control-allow-headers": asked } : {}),
      vary: "Origin",
    },
  );
}
