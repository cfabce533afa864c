import { AppError, Id } from "@causeway/contract";
import { renderProblem } from "@causeway/rest";
import { toTRPCError } from "@causeway/router";
import { ANONYMOUS, type Ctx, downloadFile, type DownloadInput, type Runtime } from "@causeway/services";
import { create as contentDisposition } from "content-disposition";
import { Hono } from "hono";
import { z } from "zod";
import type { HttpContext, HttpEnv } from "./env.ts";

type FileVariant = DownloadInput["variant"];

const Signed = z.object({ expires: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER), signature: z.string().max(100) });

/** A file runs nothing, whoever made it and whatever a browser takes it for. */
const FILE_HEADERS = {
  "content-security-policy": "default-src 'none'; sandbox",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
};

export interface DownloadOptions {
  runtime: Runtime;
  /** Asks who makes the request; not needed, and not charged, for a signed address. */
  createContext: (c: HttpContext) => Promise<Ctx>;
}

/** The bytes of files: `/files/<id>` and `/files/<id>/preview`, by a signed address or by who is signed in. */
export function serveDownloads(options: DownloadOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const variant of ["original", "preview"] as const) {
    app.get(variant === "preview" ? "/files/:id/preview" : "/files/:id", async (c) => {
      try {
        return await answer(c, options, variant);
      } catch (error) {
        const failure = toTRPCError(error);
        if (failure.code === "INTERNAL_SERVER_ERROR") throw error;
        return renderProblem(c, failure);
      }
    });
  }
  return app;
}

async function answer(c: HttpContext, { runtime, createContext }: DownloadOptions, variant: FileVariant): Promise<Response> {
  const id = Id.safeParse(c.req.param("id"));
  if (!id.success) throw new AppError({ code: "NOT_FOUND", reason: "FILE_NOT_FOUND", message: "This file does not exist." });
  const signed = readSignature(c);
  const { requestId, ip, userAgent } = c.get("facts");
  const ctx = signed ? { ...runtime, principal: ANONYMOUS, requestId, ip, userAgent } : await createContext(c);
  const download = await downloadFile(ctx, { id: id.data, variant, signed });
  const headers = {
    ...FILE_HEADERS,
    "content-type": download.isSafeToShow ? download.mediaType : `${download.mediaType}; charset=utf-8`,
    "content-length": String(download.size),
    "content-disposition": contentDisposition(download.name, { type: download.isSafeToShow ? "inline" : "attachment" }),
    "cache-control": "private, max-age=900",
    etag: download.etag,
  };
  const isKnown = c.req.header("if-none-match") === download.etag;
  if (isKnown || c.req.method === "HEAD") {
    download.content.destroy();
    const { "content-length": _, ...known } = headers;
    return isKnown ? new Response(null, { status: 304, headers: known }) : new Response(null, { headers });
  }
  return new Response(ReadableStream.from<Uint8Array>(download.content), { headers });
}

/** Null where none was given; half a one, or a repeated one, is wrong. */
function readSignature(c: HttpContext): { expires: number; signature: string } | null {
  const query = c.req.query();
  if (query["expires"] === undefined && query["signature"] === undefined) return null;
  const signed = Signed.safeParse(query);
  return signed.success ? signed.data : { expires: 0, signature: "" };
}
