import { PassThrough, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { parse as parseNested } from "qs";
import type { IncomingLegacyRequest } from "../../request.ts";

/** body-parser's own limit, in bytes after decompression. */
const DEFAULT_LIMIT = 100 * 1024;
const MAX_PARAMETERS = 1000;
const MAX_DEPTH = 32;
const DECOMPRESSORS: Partial<Record<string, () => Transform>> = {
  identity: () => new PassThrough(),
  gzip: () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

/** A body that body-parser refuses: malformed, too large, or of an encoding it does not know. */
export class BodyRefused extends Error {
  override readonly name = "BodyRefused";
}

/**
 * The body as `express.json()` followed by `express.urlencoded({ extended: true })` leave it in `req.body` (body-parser
 * 2): undefined when there is none, or one of another type; an empty one of a known type is `{}`. Throws `BodyRefused`.
 */
export async function readExpressBody({ headers, body }: IncomingLegacyRequest, limit = DEFAULT_LIMIT): Promise<unknown> {
  if (body === null) return undefined;
  const [type, charset] = contentType(headers.get("content-type") ?? "");
  if (type === "application/json") {
    if (!charset.startsWith("utf-")) throw new BodyRefused("charset");
    return parseJson(decode(await readAll(headers, body, limit), charset));
  }
  if (type === "application/x-www-form-urlencoded") {
    if (charset !== "utf-8" && charset !== "iso-8859-1") throw new BodyRefused("charset");
    return parseForm(decode(await readAll(headers, body, limit), charset), charset);
  }
  return undefined;
}

/** Media type and charset, `utf-8` when none is named. */
function contentType(header: string): [type: string, charset: string] {
  const [type = "", ...parameters] = header.split(";");
  const named = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/i.exec(parameter)?.[1])
    .find((value) => value !== undefined);
  return [type.trim().toLowerCase(), named?.toLowerCase() || "utf-8"];
}

async function readAll(headers: Headers, body: ReadableStream<Uint8Array>, limit: number): Promise<Buffer> {
  const encoding = (headers.get("content-encoding") ?? "identity").toLowerCase();
  const decompress = DECOMPRESSORS[encoding];
  if (!decompress) throw new BodyRefused("encoding");
  if (encoding === "identity" && Number(headers.get("content-length") ?? 0) > limit) throw new BodyRefused("size");
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop early ends the whole pipeline, so that a compressed bomb is not unpacked to its end.
    await pipeline(body, decompress(), async (plain: AsyncIterable<Uint8Array>) => {
      for await (const chunk of plain) {
        size += chunk.length;
        if (size > limit) throw new BodyRefused("size");
        chunks.push(chunk);
      }
    });
  } catch (cause) {
    throw cause instanceof BodyRefused ? cause : new BodyRefused("the stream broke", { cause });
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer, charset: string): string {
  if (charset === "iso-8859-1") return bytes.toString("latin1");
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch (cause) {
    throw new BodyRefused("charset", { cause });
  }
}

/** Objects and lists only; an empty body counts as an empty object. */
function parseJson(text: string): unknown {
  if (text.length === 0) return {};
  if (!/^[\x20\t\n\r]*[{[]/.test(text)) throw new BodyRefused("neither an object nor a list");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BodyRefused("JSON", { cause });
  }
}

function parseForm(text: string, charset: "utf-8" | "iso-8859-1"): unknown {
  if (text.length === 0) return {};
  const count = text.split("&").length;
  if (count > MAX_PARAMETERS) throw new BodyRefused("too many parameters");
  try {
    // `strictDepth` refuses instead of cutting off; prototypes stay out of reach because qs ignores `__proto__`.
    return parseNested(text, {
      allowPrototypes: true,
      arrayLimit: Math.max(100, count),
      depth: MAX_DEPTH,
      strictDepth: true,
      charset,
      parameterLimit: MAX_PARAMETERS,
    });
  } catch (cause) {
    throw new BodyRefused("form", { cause });
  }
}
