import etag from "etag";
import fresh from "fresh";
import type { LegacyBody, LegacyReply } from "../../reply.ts";
import type { IncomingLegacyRequest } from "../../request.ts";
import { NotFoundPage } from "./not-found-page.ts";

/** What `res.send` does to an answer: length, weak ETag, 304 for a client that has it already, no body for HEAD. */
export function sendLikeExpress(
  reply: LegacyReply,
  request: IncomingLegacyRequest,
  always: Readonly<Record<string, string>>,
): Response {
  const { status, body } = reply;
  const headers: Record<string, string> = { ...always, ...reply.headers };
  if (body.kind === "empty") return new Response(null, { status, headers });
  const isHead = request.method === "HEAD";
  headers["content-type"] = body.kind === "json" ? "application/json; charset=utf-8" : body.type;
  if (body.kind === "stream") return new Response(isHead ? null : body.stream, { status, headers });

  const content = contentOf(body);
  headers["content-length"] = String(content.byteLength);
  if (!(reply instanceof NotFoundPage)) {
    headers["etag"] ??= etag(content, { weak: true });
    if (isFresh(request, status, headers)) {
      const { "content-type": _type, "content-length": _length, ...rest } = headers;
      return new Response(null, { status: 304, headers: rest });
    }
  }
  return new Response(isHead ? null : content, { status, headers });
}

/** As bytes: they are hashed, counted and sent. */
function contentOf(body: Exclude<LegacyBody, { kind: "empty" | "stream" }>): Buffer<ArrayBuffer> {
  if (body.kind === "bytes") return Buffer.from(body.bytes.buffer, body.bytes.byteOffset, body.bytes.byteLength);
  return Buffer.from(body.kind === "json" ? JSON.stringify(body.value) : body.text);
}

function isFresh({ method, headers: asked }: IncomingLegacyRequest, status: number, headers: Record<string, string>): boolean {
  if ((method !== "GET" && method !== "HEAD") || status < 200 || status > 299) return false;
  const [noneMatch, modifiedSince] = [asked.get("if-none-match") ?? "", asked.get("if-modified-since") ?? ""];
  if (noneMatch === "" && modifiedSince === "") return false;
  const control = asked.get("cache-control") ?? "";
  return fresh({ "if-none-match": noneMatch, "if-modified-since": modifiedSince, "cache-control": control }, headers);
}
